/** Reviews on a page that says nothing about itself: repeated blocks which look like reviews. */

import { readCard } from "./card";
import { isDate } from "./dates";
import { ratingOf } from "./rating";
import type { ReadReview } from "./read_review";
import { isHidden, line } from "./text";

const HINT = /review|testimonial|otzyv|rezension|bewertung|reseña|arvustus|avis(?:$|[\s_-])/i;
const HINT_ATTRIBUTES = [
  "class",
  "id",
  "data-testid",
  "data-hook",
  "data-test",
  "data-automation",
  "data-qa",
];
const HINTED =
  "[data-review-id], [data-reviewid], [class*=review i], [id*=review i], [class*=testimonial i], [data-testid*=review i], [data-hook*=review i], [data-test*=review i], [data-automation*=review i], [class*=otzyv i], [class*=bewertung i], [class*=rezension i], [class*=arvustus i], [class*=avis i]";
const RATED =
  "[aria-label], [title], img[alt], [data-rating], [data-stars], [data-score], meter, [role=meter], [class*=star i], [class*=rating i]";
const FURNITURE =
  "nav, header, footer, aside nav, [role=navigation], [role=banner], [role=contentinfo], form";
const SHORTEST_TEXT = 15;
const MOST_CARDS = 400;

/** Blocks that repeat, or that are marked as a review, and read like one. Empty on a page without reviews. */
export function readStructure(root: Document): ReadReview[] {
  const cards = outermost(candidates(root)).slice(0, MOST_CARDS);
  return cards.map((card) => readCard(card, "structure")).filter(isReview);
}

/** A review says who, when or how many stars besides its text; a product tile or a menu does not. */
function isReview(review: ReadReview): boolean {
  const card = review.element;
  if (!card) return false;
  const marked = isMarked(card) || card.querySelector("[data-review-id], [data-reviewid]") !== null;
  const signs = [review.rating !== null, review.author !== null, review.postedAt !== null, marked];
  const strong = review.text.length >= SHORTEST_TEXT;
  const count = signs.filter(Boolean).length;
  if (!strong) return review.rating !== null && review.author !== null && review.postedAt !== null;
  return count >= 3 || (count === 2 && (marked || (review.rating !== null && review.postedAt !== null)));
}

function candidates(root: Document): Set<Element> {
  const found = new Set<Element>();
  const seen = new Set<Element>();
  for (const mark of marks(root)) {
    const card = cardAround(mark, seen);
    if (card) found.add(card);
  }
  return found;
}

function* marks(root: Document): Generator<Element> {
  for (const element of root.querySelectorAll(HINTED)) if (!element.closest(FURNITURE)) yield element;
  for (const element of root.querySelectorAll(RATED))
    if (!element.closest(FURNITURE) && ratingOf(element)) yield element;
}

/** From a mark outwards to the first block that repeats among its siblings, or bears its own review id. */
function cardAround(mark: Element, seen: Set<Element>): Element | null {
  for (let at: Element | null = mark; at && !/^(body|html|main)$/.test(at.localName); at = at.parentElement) {
    if (seen.has(at)) return null;
    if (looksWhole(at) && (repeats(at) || isMarked(at))) {
      seen.add(at);
      return at;
    }
  }
  return null;
}

/** True when siblings of the same make are whole blocks too. */
function repeats(element: Element): boolean {
  const make = makeOf(element);
  const siblings = [...(element.parentElement?.children ?? [])].filter(
    (sibling) => sibling !== element && makeOf(sibling) === make,
  );
  return siblings.some(looksWhole);
}

/** Words of a review's length, and a sign beside them. */
function looksWhole(element: Element): boolean {
  if (isHidden(element) || line(element).length < SHORTEST_TEXT) return false;
  const leaves = element.querySelectorAll("time, [class*=date i], span, p, small, div, li, a, em");
  const hasDate = [...leaves].some((leaf) => leaf.childElementCount === 0 && isDate(line(leaf)));
  const hasRating = [...element.querySelectorAll(RATED)].some((each) => ratingOf(each) !== null);
  return hasDate || element.querySelector("time") !== null || (hasRating && line(element).length > 60);
}

function isMarked(element: Element): boolean {
  if (element.hasAttribute("data-review-id") || element.hasAttribute("data-reviewid")) return true;
  return HINT_ATTRIBUTES.some((name) => {
    const value = element.getAttribute(name) ?? "";
    // "reviews", "review-list" is the list, not one of its entries.
    return (
      HINT.test(value) &&
      !/reviews(?:$|[\s_-])|reviews?[\s_-]?(?:list|section|container|summary|form|wrapper)/i.test(value)
    );
  });
}

function makeOf(element: Element): string {
  const names = (element.getAttribute("class") ?? "").split(/\s+/).filter((name) => name && !/\d/.test(name));
  return `${element.localName}.${names.sort()[0] ?? ""}`;
}

/** Of nested candidates the inner ones when they are several, else the outer one. */
function outermost(found: Set<Element>): Element[] {
  const all = [...found];
  const kept = all.filter((card) => all.filter((other) => other !== card && card.contains(other)).length < 2);
  return kept.filter((card) => !kept.some((other) => other !== card && other.contains(card)));
}
