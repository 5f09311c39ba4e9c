/** The words of the review inside its block, and whether the page cuts them off. */

import { isDate } from "./dates";
import { isHidden, line, oneLine, visibleText } from "./text";
import { MORE } from "./words";

const NAMED =
  "[itemprop=reviewBody], [data-review-text], [data-testid*=review-text i], [data-testid*=review-body i], [class*=review-text i], [class*=reviewtext i], [class*=review-body i], [class*=reviewbody i], [class*=review__text i], [class*=review__body i], [class*=review-content i], [class*=reviewcontent i], [class*=comment-text i], [class*=review__content i]";
const INLINE = /^(a|abbr|b|bdi|br|cite|em|font|i|mark|q|s|small|span|strong|sub|sup|u|wbr)$/;
const NEVER =
  "button, a[role=button], form, textarea, select, label, header, nav, time, script, style, h1, h2, h3, h4, h5, h6";
const TITLE = "[class*=title i], [class*=headline i], [class*=subject i]";

export interface MainText {
  element: Element;
  text: string;
}

/** The longest run of words in the block outside the skipped parts. Null when there is none worth the name. */
export function findMainText(card: Element, skip: readonly Element[]): MainText | null {
  const outside = (element: Element) => !skip.some((block) => block.contains(element)) && !isHidden(element);
  const named = [...card.querySelectorAll(NAMED)].filter(outside);
  const best = longest(named.map((element) => read(element, skip))) ?? longest(runs(card, skip, outside));
  return best && best.text.length > 0 ? best : null;
}

/** True when a text ends in an ellipsis or a "more" control stands beside it and is not open yet. */
export function isTruncated(text: MainText | null, card: Element, skip: readonly Element[] = []): boolean {
  if (!text) return false;
  const controls = card.querySelectorAll("button, a, [role=button], [aria-expanded], span[tabindex]");
  const more = [...controls].some(
    (control) =>
      !skip.some((block) => block.contains(control)) &&
      control.getAttribute("aria-expanded") !== "true" &&
      [control.textContent, control.getAttribute("aria-label")].some((label) =>
        MORE.test(oneLine(label ?? "")),
      ),
  );
  return more && (/(?:…|\.\.\.)\s*$/.test(text.text) || isFolded(text.element));
}

/** The heading of the review, when it says something else than author and date. */
export function findTitle(card: Element, skip: readonly Element[], author: string | null): string | null {
  for (const element of card.querySelectorAll(`h2, h3, h4, h5, ${TITLE}`)) {
    if (skip.some((block) => block.contains(element)) || element.querySelector("p")) continue;
    const text = line(element);
    if (text && text.length <= 200 && text !== author && !isDate(text)) return text;
  }
  return null;
}

/** Folded by a style in the page: the whole text stands in the DOM, or only its beginning; we cannot know. */
function isFolded(element: Element): boolean {
  return (
    Boolean((element as HTMLElement).style?.webkitLineClamp) ||
    element.scrollHeight > element.clientHeight + 4
  );
}

function runs(card: Element, skip: readonly Element[], outside: (element: Element) => boolean): MainText[] {
  const found: MainText[] = [];
  for (const element of [card, ...card.querySelectorAll("*")]) {
    if (!outside(element) || element.closest(NEVER) !== null || !hasOwnWords(element)) continue;
    const whole = withSiblings(element, card);
    found.push(whole ? joined(whole, element) : read(element, skip));
  }
  return found;
}

function hasOwnWords(element: Element): boolean {
  if (INLINE.test(element.localName) && element.localName !== "span") return false;
  return [...element.childNodes].some((node) => node.nodeType === 3 && /\p{L}/u.test(node.nodeValue ?? ""));
}

/** A text in several paragraphs: all of them, when they are plain siblings. */
function withSiblings(element: Element, card: Element): Element[] | null {
  const parent = element.parentElement;
  if (element.localName !== "p" || !parent || parent === card.parentElement) return null;
  const paragraphs = [...parent.children].filter(
    (child) => child.localName === "p" && child.className === element.className && !isDate(line(child)),
  );
  return paragraphs.length > 1 ? paragraphs : null;
}

function joined(paragraphs: Element[], at: Element): MainText {
  const text = paragraphs.map((paragraph) => visibleText(paragraph)).join("\n\n");
  return { element: at.parentElement ?? at, text };
}

function read(element: Element, skip: readonly Element[]): MainText {
  const titles = [...element.querySelectorAll(TITLE)];
  return { element, text: visibleText(element, { skip: [...skip, ...titles] }) };
}

function longest(texts: MainText[]): MainText | null {
  let best: MainText | null = null;
  for (const text of texts) if (text.text.length > (best?.text.length ?? 0)) best = text;
  return best;
}
