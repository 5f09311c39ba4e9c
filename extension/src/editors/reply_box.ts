/** Finding the box for the reply to one review: its own, or none. */

import { isHidden, oneLine, queryDeep } from "../readers/text";
import { MORE, REPLY } from "../readers/words";
import { editableBody } from "./frame_body";
import { isTextBox } from "./plain";
import { isRichBox } from "./rich";

export interface ReviewBlock {
  element: Element;
  author: string | null;
  text: string;
  reviewId: string | null;
}

const BOXES = "textarea, input:not([type]), input[type=text], [contenteditable], iframe";
const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
const HIGHEST_CLIMB = 6;
const SHORTEST_PROOF = 12;

/**
 * Looks in the review's own block, then along aria relations, then around the block as far as no other review
 * begins, then in an open dialog that shows this review. `others` are the blocks of all other reviews.
 */
export function findReplyBox(review: ReviewBlock, others: readonly Element[]): HTMLElement | null {
  const strangers = others.filter((other) => other !== review.element && !other.contains(review.element));
  const isOwn = (box: Element) => !strangers.some((other) => other.contains(box));
  return (
    only(boxesIn(review.element).filter(isOwn), false) ??
    only(related(review.element).filter(isOwn), false) ??
    only(around(review.element, strangers).filter(isOwn), true) ??
    inDialog(review, strangers)
  );
}

/** All boxes that a person could type into below an element; shadow roots and editor frames included. */
export function boxesIn(root: ParentNode): HTMLElement[] {
  const found = queryDeep(root, BOXES).map((element) => editableBody(element) ?? (element as HTMLElement));
  return found.filter((box) => box.localName !== "iframe" && isWritable(box));
}

/** The one box, or among several the only one that says it is for replying. */
function only(boxes: HTMLElement[], mustSayReply: boolean): HTMLElement | null {
  const replying = boxes.filter(saysReply);
  if (replying.length === 1) return replying[0] ?? null;
  return !mustSayReply && boxes.length === 1 ? (boxes[0] ?? null) : null;
}

/** Boxes that the block names (aria-controls, aria-owns) or that name the block (aria-labelledby, -describedby). */
function related(card: Element): HTMLElement[] {
  const root = card.getRootNode() as Document | ShadowRoot;
  const named = [card, ...card.querySelectorAll("[aria-controls], [aria-owns], [aria-details]")]
    .flatMap((element) =>
      ["aria-controls", "aria-owns", "aria-details"].map((name) => element.getAttribute(name)),
    )
    .flatMap((ids) => ids?.split(/\s+/) ?? [])
    .map((id) => (id ? root.getElementById(id) : null))
    .filter((element) => element !== null)
    .flatMap((element) => (isWritable(element) ? [element] : boxesIn(element)));
  const ids = new Set([card, ...card.querySelectorAll("[id]")].map((element) => element.id).filter(Boolean));
  const naming = boxesIn(root).filter((box) =>
    ["aria-labelledby", "aria-describedby"].some((name) =>
      (box.getAttribute(name) ?? "").split(/\s+/).some((id) => ids.has(id)),
    ),
  );
  return [...new Set([...named, ...naming])];
}

/** Blocks are sometimes read too small: the wrapper around this review alone may hold its box. */
function around(card: Element, strangers: readonly Element[]): HTMLElement[] {
  if (strangers.length === 0) return [];
  let widest: Element = card;
  for (let step = 0, at = card.parentElement; at && step < HIGHEST_CLIMB; step += 1, at = at.parentElement) {
    const wrapper = at;
    if (/^(?:body|main|html)$/.test(at.localName) || strangers.some((other) => wrapper.contains(other)))
      break;
    widest = at;
  }
  return widest === card ? [] : boxesIn(widest);
}

/** An open dialog counts only when it shows this review and no other. */
function inDialog(review: ReviewBlock, strangers: readonly Element[]): HTMLElement | null {
  const dialogs = queryDeep(review.element.ownerDocument, DIALOGS).filter(
    (dialog) => !isHidden(dialog) && !dialog.contains(review.element) && proves(dialog, review),
  );
  const boxes = dialogs.flatMap((dialog) =>
    strangers.some((other) => dialog.contains(other)) ? [] : boxesIn(dialog),
  );
  return only([...new Set(boxes)], false);
}

function proves(dialog: Element, review: ReviewBlock): boolean {
  const shown = oneLine(dialog.textContent ?? "");
  const start = oneLine(review.text).replace(/…$/, "").slice(0, 50).trim();
  if (start.length >= SHORTEST_PROOF) return shown.includes(start);
  if (review.reviewId && dialog.outerHTML.includes(review.reviewId)) return true;
  return review.author !== null && review.author.length > 2 && shown.includes(review.author);
}

function isWritable(box: HTMLElement): boolean {
  if (!isTextBox(box) && !isRichBox(box)) return false;
  if (isHidden(box) || box.closest("[hidden], [inert], [role=search], nav") !== null) return false;
  // A box that is not drawn (a form still folded up, the field behind a rich editor) would swallow the text unseen.
  if (typeof box.checkVisibility === "function" && !box.checkVisibility()) return false;
  const parent = box.parentElement?.closest("[contenteditable]");
  return (
    !(parent && isRichBox(parent as HTMLElement)) &&
    !/search|such|поиск|hledat|検索|搜尋/iu.test(namesOf(box))
  );
}

function saysReply(box: HTMLElement): boolean {
  const form = box.closest("form, [role=form], [class*=reply i], [class*=response i]");
  const buttons = form ? [...form.querySelectorAll("button")].map((button) => button.textContent ?? "") : [];
  const label = [...((box as HTMLTextAreaElement).labels ?? [])].map((each) => each.textContent).join(" ");
  return [namesOf(box), label, form?.className ?? "", ...buttons].some(
    (text) => REPLY.test(text) && !MORE.test(oneLine(text)),
  );
}

function namesOf(box: Element): string {
  return [
    "aria-label",
    "placeholder",
    "name",
    "id",
    "class",
    "title",
    "aria-placeholder",
    "data-placeholder",
    "type",
  ]
    .map((name) => box.getAttribute(name) ?? "")
    .join(" ");
}
