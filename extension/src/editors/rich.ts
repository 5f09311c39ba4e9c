/**
 * A contenteditable box, from a bare `div` to Lexical, Slate, ProseMirror and Draft. They listen to `beforeinput`,
 * which the browser sends for insertText; a line break is its own command, as it is when a person types.
 */

import { command, type Editor, focus } from "./editor";

export const rich: Editor = {
  kind: "rich",
  fits: isRichBox,
  read: readRichBox,
  write(box, text) {
    focus(box);
    select(box);
    const lines = text.split("\n");
    lines.forEach((part, at) => {
      if (at > 0 && !command(box, "insertLineBreak")) command(box, "insertParagraph");
      if (part) command(box, "insertText", part);
    });
    collapseToEnd(box);
  },
};

/** True for the editing host itself, not for something inside it. */
export function isRichBox(box: HTMLElement): boolean {
  const state = box.getAttribute("contenteditable");
  return state !== null && state.toLowerCase() !== "false";
}

export function readRichBox(box: HTMLElement): string {
  const parts: string[] = [];
  collect(box, parts);
  return parts
    .join("")
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/[\u200b\ufeff]/g, "")
    .replace(/\n+$/, "")
    .replace(/^\n+/, "");
}

function collect(node: Node, parts: string[]): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) parts.push(child.nodeValue ?? "");
    else if (child.nodeType === 1) collectElement(child as HTMLElement, parts);
  }
}

function collectElement(element: HTMLElement, parts: string[]): void {
  if (element.localName === "br") {
    // The last br of a block holds its line open and is no break of its own.
    if (element.nextSibling || !isBlock(element.parentElement)) parts.push("\n");
    return;
  }
  const block = isBlock(element);
  if (block && parts.length > 0 && !parts[parts.length - 1]?.endsWith("\n")) parts.push("\n");
  if (element.getAttribute("contenteditable") !== "false") collect(element, parts);
  if (block && element.nextElementSibling) parts.push("\n");
}

function isBlock(element: Element | null): boolean {
  return element !== null && /^(?:div|p|li|ul|ol|blockquote|section|h[1-6])$/.test(element.localName);
}

export function select(box: HTMLElement): void {
  const selection = selectionOf(box);
  if (!selection) return;
  selection.selectAllChildren(box);
}

export function collapseToEnd(box: HTMLElement): void {
  const selection = selectionOf(box);
  if (!selection) return;
  selection.selectAllChildren(box);
  selection.collapseToEnd();
}

/** Inside a shadow root Chrome has a selection of its own. */
function selectionOf(box: HTMLElement): Selection | null {
  const root = box.getRootNode() as ShadowRoot & { getSelection?: () => Selection | null };
  return root.getSelection?.() ?? box.ownerDocument.getSelection();
}
