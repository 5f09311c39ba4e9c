/** The reviews of this page as the rest of the extension knows them: with a key, a handle and an address. */

import { adapterFor } from "../platforms/registry";
import { readGeneric } from "../readers/generic";
import type { ReadReview } from "../readers/read_review";
import { oneLine } from "../readers/text";
import type { ReviewIn } from "../shared/api";
import type { FoundReview } from "../shared/protocol";

/** The limit of the service; a longer text is cut at a whole character and marked as cut. */
const LONGEST_TEXT = 20_000;

export interface PlacedReview {
  found: FoundReview;
  element: Element | null;
}

const handles = new WeakMap<Element, string>();
let handlesGiven = 0;

/** Reads the page by its adapter, or by the generic reader when there is none or it finds nothing. */
export function readPage(root: Document, address: string): PlacedReview[] {
  const adapter = adapterFor(address);
  const own = adapter?.read(root) ?? [];
  const reviews = own.length > 0 ? own : readGeneric(root);
  const keys = new Map<string, number>();
  return reviews.map((review) => placed(review, adapter?.slug ?? "generic", root, address, keys));
}

/** Gives one review its key and address; `keys` counts those given before on the page. */
export function placed(
  review: ReadReview,
  slug: string,
  root: Document,
  address: string,
  keys: Map<string, number> = new Map(),
): PlacedReview {
  const text = review.text || review.title || "";
  const base = keyOf(review, slug, text, address);
  const count = keys.get(base) ?? 0;
  keys.set(base, count + 1);
  const found: FoundReview = {
    key: count === 0 ? base : `${base}~${count + 1}`,
    review: toReviewIn(review, shorten(text), slug, address),
    place: { tabId: null, frameId: null, handle: handleOf(review.element) },
    truncated: review.truncated || text.length > LONGEST_TEXT,
    reader: review.reader,
    pageTitle: root.title,
  };
  return { found, element: review.element };
}

/**
 * A known site's own id names a review for good. Elsewhere an id may be a mere position on the page, so the words
 * count too; only their beginning, because the rest may unfold later.
 */
function keyOf(review: ReadReview, slug: string, text: string, address: string): string {
  if (slug !== "generic" && review.reviewId !== null) return `${slug}:${review.reviewId}`;
  return `${slug}:${hash([hostOf(address), review.reviewId, review.author, oneLine(text).slice(0, 80)].join("\n"))}`;
}

function toReviewIn(review: ReadReview, text: string, slug: string, address: string): ReviewIn {
  return {
    platform: slug,
    text,
    rating: review.rating,
    rating_max: review.ratingMax,
    author: review.author,
    language: review.language,
    review_id: review.reviewId,
    url: address.split("#")[0] ?? address,
    posted_at: review.postedAt,
    existing_reply: review.existingReply,
  };
}

function shorten(text: string): string {
  const points = text.length > LONGEST_TEXT ? Array.from(text) : null;
  return points && points.length > LONGEST_TEXT ? points.slice(0, LONGEST_TEXT).join("") : text;
}

function handleOf(element: Element | null): string {
  if (!element) return "";
  const known = handles.get(element);
  if (known) return known;
  handlesGiven += 1;
  const handle = `r${handlesGiven}`;
  handles.set(element, handle);
  return handle;
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return "";
  }
}

/** 53 bits (cyrb53): enough to tell the reviews of a page apart; it guards nothing. */
function hash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
