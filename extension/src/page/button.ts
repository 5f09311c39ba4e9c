/**
 * The button at a review. It lies over the page without taking room: its host is out of the flow and moved to a free
 * corner of the review's block, so nothing shifts. Its shadow root keeps the page's styles out and ours in.
 */

import { sayInPage } from "../shared/content_words";

export const HOST = "replywright-button";
const MARGIN = 6;
const MOST_OBSTACLES = 300;
const OBSTACLES =
  "a, button, input, textarea, select, img, video, time, p, h1, h2, h3, h4, h5, h6, span, [role], [contenteditable]";

const STYLE = `
:host { all: initial; position: absolute !important; z-index: 2; contain: layout; }
button { all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 5px; cursor: pointer;
  font: 500 12px/1 system-ui, sans-serif; color: #1d4d4f; background: #f3faf9; border: 1px solid #9cc6c3;
  border-radius: 999px; padding: 6px 10px; min-height: 26px; white-space: nowrap; opacity: .88; }
button:hover, button:focus-visible { opacity: 1; background: #e2f3f1; }
button:focus-visible { outline: 2px solid #0b6e6e; outline-offset: 2px; }
button.answered { padding: 6px; opacity: .55; }
button.answered:hover, button.answered:focus-visible { opacity: 1; }
svg { width: 13px; height: 13px; flex: none; }
@media (prefers-color-scheme: dark) { button { color: #d7f0ee; background: #123a3b; border-color: #2f6d6b; }
  button:hover, button:focus-visible { background: #1a4f50; } }
@media (forced-colors: active) { button { border-color: ButtonText; opacity: 1; } }
@media print { :host { display: none !important; } }
`;

export interface ReviewButton {
  host: HTMLElement;
  /** Finds its place again after the block has changed its size. */
  settle(): void;
  remove(): void;
}

export interface ButtonOptions {
  author: string | null;
  answered: boolean;
  onPress(): void;
}

/** Puts a button at the end of the block, in reading order after the review. */
export function addButton(card: Element, { author, answered, onPress }: ButtonOptions): ReviewButton {
  const document = card.ownerDocument;
  const host = document.createElement(HOST);
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = STYLE;
  const button = document.createElement("button");
  button.type = "button";
  button.className = answered ? "answered" : "";
  const label = labelFor(author, answered);
  button.setAttribute("aria-label", label);
  button.title = label;
  button.append(icon(document));
  if (!answered) button.append(sayInPage("content_draft_reply"));
  for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup", "keydown", "keyup"])
    button.addEventListener(name, (event) => event.stopPropagation());
  button.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    // Only a person may open the panel; a page could make up clicks of its own.
    if (event.isTrusted) onPress();
  });
  root.append(style, button);
  card.append(host);
  const settle = () => moveToFreeCorner(host, card);
  settle();
  return { host, settle, remove: () => host.remove() };
}

function labelFor(author: string | null, answered: boolean): string {
  if (answered) return sayInPage("content_draft_again");
  return author ? sayInPage("content_draft_reply_to", author) : sayInPage("content_draft_reply");
}

function icon(document: Document): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M2 2h12v9H7l-3.5 3v-3H2zM5 5.2h6v1.3H5zm0 2.6h4v1.3H5z");
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Tries corners and edges; the first that covers neither text nor control wins. */
function moveToFreeCorner(host: HTMLElement, card: Element): void {
  host.style.transform = "";
  const own = host.getBoundingClientRect();
  const block = card.getBoundingClientRect();
  if (block.width === 0 || own.width === 0) return;
  const obstacles = obstaclesIn(card, host);
  const places = placesFor(block, own);
  const free = places.find((place) => !obstacles.some((obstacle) => overlap(place, obstacle)));
  const chosen = free ?? places[places.length - 1];
  if (!chosen) return;
  const [x, y] = [Math.round(chosen.left - own.left), Math.round(chosen.top - own.top)];
  host.style.transform = `translate(${x}px, ${y}px)`;
}

function placesFor(block: DOMRect, own: DOMRect): Box[] {
  const right = block.right - own.width - MARGIN;
  const left = block.left + MARGIN;
  const middle = block.left + (block.width - own.width) / 2;
  const top = block.top + MARGIN;
  const bottom = block.bottom - own.height - MARGIN;
  const spots: [number, number][] = [
    [right, top],
    [right, bottom],
    [middle, top],
    [middle, bottom],
    [left, bottom],
    [right, block.top + (block.height - own.height) / 2],
    // Nowhere free: across the lower edge, where it covers least.
    [right, block.bottom - own.height / 2],
  ];
  return spots.map(([x, y]) => ({ left: x, top: y, right: x + own.width, bottom: y + own.height }));
}

function obstaclesIn(card: Element, host: Element): Box[] {
  const found: Box[] = [];
  for (const element of card.querySelectorAll(OBSTACLES)) {
    if (found.length >= MOST_OBSTACLES) break;
    if (element === host) continue;
    const isWide = /^(?:p|h[1-6]|span)$/.test(element.localName) && !element.hasAttribute("role");
    // Text seldom fills its block to the right edge: its lines are what must not be covered.
    found.push(...(isWide ? linesOf(element) : [element.getBoundingClientRect()]));
  }
  return found;
}

function linesOf(element: Element): Box[] {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()];
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
