/** The owner's reply inside a review's block, told apart from the review itself. */

import { isDate } from "./dates";
import { isHidden, line, oneLine, visibleText } from "./text";
import { OWNER_REPLY } from "./words";

export interface OwnerReply {
  block: Element;
  text: string;
}

const WHO = ["owner", "business", "company", "partner", "seller", "merchant", "host", "management", "review"];
const MARKED = [
  "[itemprop=comment]",
  "[data-testid*=reply i]",
  "[data-testid*=response i]",
  "[class*=reply i]",
  ...WHO.flatMap((who) => ["-", "_", "__", ""].map((joint) => `[class*=${who}${joint}response i]`)),
].join(", ");
const NOT_A_REPLY =
  "button, a[href], form, textarea, input, select, [contenteditable], [role=button], [role=textbox]";
const SHORTEST = 2;

/** The reply that the block shows, or null. A reply form, a "Reply" button and an empty box are no reply. */
export function findOwnerReply(card: Element): OwnerReply | null {
  return byLabel(card) ?? byMark(card);
}

function byLabel(card: Element): OwnerReply | null {
  for (const element of card.querySelectorAll("*")) {
    if (element.childElementCount > 3 || isHidden(element) || element.matches(NOT_A_REPLY)) continue;
    const label = oneLine(element.textContent ?? "");
    if (label.length === 0 || label.length > 70 || !OWNER_REPLY.test(label)) continue;
    const block = blockWithBody(element, card);
    if (block) return { block, text: bodyOf(block, element) };
  }
  return null;
}

/** From the label up to the first ancestor that says more than label and date; never the whole review. */
function blockWithBody(label: Element, card: Element): Element | null {
  for (let at = label.parentElement; at && at !== card && card.contains(at); at = at.parentElement)
    if (bodyOf(at, label).length >= SHORTEST) return at;
  return null;
}

function byMark(card: Element): OwnerReply | null {
  for (const block of card.querySelectorAll(MARKED)) {
    if (
      block.matches(NOT_A_REPLY) ||
      block.closest("form, button") ||
      block.querySelector("textarea, [contenteditable]")
    )
      continue;
    const text = bodyOf(block, null);
    const isLabelOnly = OWNER_REPLY.test(text) && text.length <= 70 && !text.includes("\n");
    if (text.length >= 10 && !isLabelOnly && !isHidden(block)) return { block, text };
  }
  return null;
}

function bodyOf(block: Element, label: Element | null): string {
  const dates = [...block.querySelectorAll("time, span, small, p, div")].filter(
    (element) => element.childElementCount === 0 && isDate(line(element)),
  );
  return visibleText(block, { skip: label ? [label, ...dates] : dates })
    .split("\n")
    .filter((text, at) => !(at === 0 && OWNER_REPLY.test(text) && text.length <= 70))
    .join("\n")
    .trim();
}
