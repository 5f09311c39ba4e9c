/** One review out of its block, by structure alone. */

import { findAuthor } from "./author";
import { findDate } from "./dates";
import { findMainText, findTitle, isTruncated } from "./main_text";
import { findRating } from "./rating";
import type { ReadReview } from "./read_review";
import { findOwnerReply } from "./replies";
import { statedLanguage } from "./text";

/** Forms and tool bars say nothing about the review. */
const NEVER_READ = "form, [role=toolbar], [role=menu], [contenteditable]:not([contenteditable=false])";
const ID_NAMES = ["data-review-id", "data-reviewid", "data-review", "data-id"];

export function readCard(card: Element, reader: string): ReadReview {
  const reply = findOwnerReply(card);
  const skip = [...card.querySelectorAll(NEVER_READ), ...(reply ? [reply.block] : [])];
  const found = findRating(card, skip);
  const author = findAuthor(card, skip);
  const text = findMainText(card, skip);
  const title = findTitle(card, text ? [...skip, ...titleSkip(text.element)] : skip, author);
  return {
    element: card,
    text: text && text.text !== author ? text.text : "",
    title,
    rating: found?.value ?? null,
    ratingMax: found?.max ?? null,
    author,
    language: text ? statedLanguage(text.element, card) : null,
    reviewId: reviewIdOf(card),
    postedAt: findDate(card, skip),
    existingReply: reply?.text ?? null,
    truncated: isTruncated(text, card, reply ? [reply.block] : []),
    reader,
  };
}

export function reviewIdOf(card: Element): string | null {
  const holder = ID_NAMES.some((name) => card.hasAttribute(name))
    ? card
    : card.querySelector(
        ID_NAMES.slice(0, 2)
          .map((name) => `[${name}]`)
          .join(", "),
      );
  const stated = holder && ID_NAMES.map((name) => holder.getAttribute(name)).find(Boolean);
  return stated || card.id || null;
}

/** A title that is the text itself is no title. */
function titleSkip(text: Element): Element[] {
  return text.querySelector("h2, h3, h4, h5, [class*=title i]") ? [] : [text];
}
