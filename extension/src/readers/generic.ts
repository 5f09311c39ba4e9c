/** Any page: what it states about itself first, then what its structure shows. */

import { readJsonLd } from "./json_ld";
import { readMicrodata } from "./microdata";
import type { ReadReview } from "./read_review";
import { readStructure } from "./structure";
import { oneLine } from "./text";

export function readGeneric(root: Document): ReadReview[] {
  const microdata = readMicrodata(root);
  if (microdata.length > 0) return microdata;
  const stated = readJsonLd(root);
  const shown = readStructure(root);
  return stated.length === 0 ? shown : merged(stated, shown);
}

/** What the page states wins over what it shows; the block fills the gaps and gives the place. */
function merged(stated: ReadReview[], shown: ReadReview[]): ReadReview[] {
  const left = new Set(shown);
  const joined = stated.map((review) => {
    const block = shown.find((each) => left.has(each) && isSame(review, each));
    if (!block) return review;
    left.delete(block);
    return fill(review, block);
  });
  return [...joined, ...left];
}

function isSame(stated: ReadReview, shown: ReadReview): boolean {
  const [a, b] = [stated.element, shown.element];
  if (a && b && (a.contains(b) || b.contains(a))) return true;
  const start = oneLine(stated.text).slice(0, 40);
  return start.length >= 12 && oneLine(shown.text).startsWith(start);
}

function fill(stated: ReadReview, shown: ReadReview): ReadReview {
  const rating = stated.rating === null ? shown : stated;
  return {
    ...stated,
    element: shown.element,
    text: stated.text || shown.text,
    title: stated.title ?? shown.title,
    rating: rating.rating,
    ratingMax: rating.ratingMax,
    author: stated.author ?? shown.author,
    language: stated.language ?? shown.language,
    reviewId: stated.reviewId ?? shown.reviewId,
    postedAt: stated.postedAt ?? shown.postedAt,
    existingReply: stated.existingReply ?? shown.existingReply,
    // The page's own data holds the whole text even when the block cuts it off.
    truncated: stated.text === "" && shown.truncated,
  };
}
