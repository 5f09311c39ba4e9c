/**
 * The owner's reviews manager (business.google.com/reviews and its frame in Search). The element that carries the
 * review id does not hold the reply button, so a card is found by climbing to the ancestor that has both.
 */

import { readCard } from "../../readers/card";
import type { ReadReview } from "../../readers/read_review";
import { line, visibleText } from "../../readers/text";

const ID = "data-review-id";
const OPENER = 'button[jsname="rhPddf"]';
const BOX = 'textarea[jsname="YPqjbf"]';
const SUBMIT = 'button[jsname="hrGhad"]';
const ANSWERED = ".Rhj72c .BNyFuc";
const HIGHEST_CLIMB = 6;

export function readManager(root: Document): ReadReview[] {
  const cards = new Set<Element>();
  for (const holder of root.querySelectorAll(`[${ID}]`)) {
    const card = climb(holder);
    if (card) cards.add(card);
  }
  return [...cards].map(readManagerCard).filter((review) => review.text !== "" || review.rating !== null);
}

/** This card's own box, only inside this card. */
export function findManagerBox(card: Element): HTMLElement | null {
  const boxes = card.querySelectorAll<HTMLElement>(BOX);
  return boxes.length === 1 ? (boxes[0] ?? null) : null;
}

/** Presses "Reply" to unfold the box. Once the box or "Post" is there, a button of that name would send: never then. */
export function openManagerBox(card: Element): boolean {
  if (card.querySelector(BOX) || card.querySelector(SUBMIT)) return false;
  const openers = card.querySelectorAll<HTMLButtonElement>(OPENER);
  const opener = openers.length === 1 ? openers[0] : null;
  if (!opener || (opener.type === "submit" && opener.form)) return false;
  opener.click();
  return true;
}

function climb(holder: Element): Element | null {
  let at: Element | null = holder;
  for (let step = 0; at && step <= HIGHEST_CLIMB; step += 1, at = at.parentElement) {
    if (idsIn(at).size > 1) return null;
    if (at.querySelector(`${OPENER}, ${BOX}, ${ANSWERED}`)) return at;
  }
  return null;
}

function idsIn(element: Element): Set<string | null> {
  const holders = [element, ...element.querySelectorAll(`[${ID}]`)];
  return new Set(holders.map((each) => each.getAttribute(ID)).filter((id) => id !== null));
}

function readManagerCard(card: Element): ReadReview {
  const generic = readCard(card, "google");
  const quote = card.querySelector(".oiQd1c, .arx7af, blockquote");
  const answer = card.querySelector(ANSWERED);
  return {
    ...generic,
    text: quote ? visibleText(quote) : generic.text,
    title: null,
    author: line(card.querySelector(".bFubHb, .XnNQm a, .N0c6q")) || generic.author,
    reviewId: [...idsIn(card)][0] ?? null,
    existingReply: (answer ? visibleText(answer) : null) || generic.existingReply,
  };
}
