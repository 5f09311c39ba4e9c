/** A place's reviews as everybody sees them on Maps. There is no reply box here. */

import { readCard } from "../../readers/card";
import type { ReadReview } from "../../readers/read_review";
import { line, statedLanguage, visibleText } from "../../readers/text";

/** Buttons in a card carry both attributes too, therefore the `div`. */
const CARD = "div[data-review-id][aria-label]";
const TEXT = ".wiI7pd";
const REPLY = ".CDe7pd";

export function readMaps(root: Document): ReadReview[] {
  return [...root.querySelectorAll(CARD)]
    .filter((card) => !card.parentElement?.closest(CARD))
    .map(readMapsCard)
    .filter((review) => review.text !== "" || review.rating !== null);
}

function readMapsCard(card: Element): ReadReview {
  const generic = readCard(card, "google");
  const reply = card.querySelector(REPLY);
  // The same class marks the review's text and the reply's.
  const body = [...card.querySelectorAll(TEXT)].find((element) => !element.closest(REPLY));
  const text = body ? visibleText(body) : reply ? "" : generic.text;
  const more = card.querySelector('[jsaction$=".review.expandReview"]');
  return {
    ...generic,
    text,
    title: null,
    author: line(card.querySelector(".d4r55")) || card.getAttribute("aria-label") || null,
    language: body ? statedLanguage(body, card) : generic.language,
    reviewId: card.getAttribute("data-review-id"),
    existingReply: reply ? replyText(reply) : generic.existingReply,
    truncated: more !== null && more.getAttribute("aria-expanded") !== "true" && text.endsWith("…"),
  };
}

function replyText(reply: Element): string | null {
  const body = reply.querySelector(TEXT);
  return (body ? visibleText(body) : visibleText(reply)) || null;
}
