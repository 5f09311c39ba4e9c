/** schema.org reviews written as microdata: itemscope and itemprop on the visible elements. */

import { reviewIdOf } from "./card";
import { isTruncated } from "./main_text";
import { findRating, type Rating, rating } from "./rating";
import type { ReadReview } from "./read_review";
import { findOwnerReply } from "./replies";
import { line, oneLine, statedLanguage, visibleText } from "./text";

const REVIEW = /schema\.org\/(?:\w*Review|UserComments)$/i;
const AGGREGATE = /Aggregate/i;

export function readMicrodata(root: Document): ReadReview[] {
  return [...root.querySelectorAll("[itemscope][itemtype]")]
    .filter((item) => isReviewType(item.getAttribute("itemtype") ?? ""))
    .filter((item) => !item.parentElement?.closest("[itemprop=comment]"))
    .map(readItem)
    .filter((review) => review.text !== "" || (review.rating !== null && review.author !== null));
}

function isReviewType(types: string): boolean {
  return types.split(/\s+/).some((type) => REVIEW.test(type) && !AGGREGATE.test(type));
}

function readItem(item: Element): ReadReview {
  const reply = findOwnerReply(item);
  const skip = reply ? [reply.block] : [];
  const body = property(item, "reviewBody") ?? property(item, "description") ?? property(item, "text");
  const main = body ? { element: body, text: contentOrText(body, skip) } : null;
  const found = itemRating(item) ?? findRating(item, skip);
  return {
    element: item,
    text: main?.text ?? "",
    title: textOf(property(item, "name") ?? property(item, "headline")),
    rating: found?.value ?? null,
    ratingMax: found?.max ?? null,
    author: authorName(item),
    language: textOf(property(item, "inLanguage")) ?? (body ? statedLanguage(body, item) : null),
    reviewId: textOf(property(item, "identifier")) ?? reviewIdOf(item),
    postedAt: textOf(property(item, "datePublished") ?? property(item, "dateCreated")),
    existingReply: reply?.text ?? null,
    truncated: isTruncated(main, item, skip),
    reader: "microdata",
  };
}

/** A property of this item itself, not of an item nested in it. */
function property(item: Element, name: string): Element | null {
  for (const element of item.querySelectorAll(`[itemprop~="${name}"]`)) {
    const owner = element.parentElement?.closest("[itemscope]");
    if (owner === item) return element;
  }
  return null;
}

function itemRating(item: Element): Rating | null {
  const holder = property(item, "reviewRating");
  if (!holder) return null;
  const value = textOf(holder.querySelector("[itemprop~=ratingValue]")) ?? textOf(holder);
  return rating(value, textOf(holder.querySelector("[itemprop~=bestRating]")) ?? "5");
}

function authorName(item: Element): string | null {
  const holder = property(item, "author") ?? property(item, "creator");
  return holder ? (textOf(holder.querySelector("[itemprop~=name]")) ?? textOf(holder)) : null;
}

function contentOrText(element: Element, skip: readonly Element[]): string {
  return element.getAttribute("content")?.trim() || visibleText(element, { skip });
}

/** A property's value as one line: machine-readable first. Hidden elements count, they are there to be read. */
function textOf(element: Element | null): string | null {
  if (!element) return null;
  const stated = element.getAttribute("content") ?? element.getAttribute("datetime");
  return oneLine(stated ?? (line(element) || (element.textContent ?? ""))) || null;
}
