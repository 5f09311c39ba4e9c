/** Reviews on a page that says nothing about itself: repeated blocks which look like reviews. */

import { findAuthor } from "./author";
import { readCard } from "./card";
import { findDate } from "./dates";
import { ratingOf } from "./rating";
import type { ReadReview } from "./read_review";
import { isHidden, line } from "./text";

const HINT = /review|testimonial|otzyv|rezension|bewertung|reseña|arvustus|avis(?:$|[\s_-])/i;
/** "review-list" is the list and "review-header" a part; neither is a review. */
const PART_OR_LIST =
  /reviews|review\w*?[\s_-]*(?:list|section|container|summary|form|wrapper|header|content|detail|date|text|body|title|author|rating|footer|about|info|meta|data|by|comment|star|score|count|total|action|photo|image|button)/i;
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
/** More than any site lets a reviewer write, replies and menus included: that is a list, and dear to look through. */
const LONGEST_CARD = 25_000;
const MOST_CARDS = 1000;

/** What was found out about elements and families of siblings, for one reading of the page. */
let whole = new WeakMap<Element, boolean>();
let families = new WeakMap<Element, Map<string, Element[]>>();

/** Blocks that repeat, or that are marked as a review, and read like one. Empty on a page without reviews. */
export function readStructure(root: Document): ReadReview[] {
  whole = new WeakMap();
  families = new WeakMap();
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
  const parent = element.parentElement;
  if (!parent) return false;
  const kin = familiesOf(parent).get(makeOf(element)) ?? [];
  return kin.some((sibling) => sibling !== element && looksWhole(sibling));
}

function familiesOf(parent: Element): Map<string, Element[]> {
  const known = families.get(parent);
  if (known) return known;
  const made = new Map<string, Element[]>();
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling) {
    const make = makeOf(child);
    const kin = made.get(make);
    if (kin) kin.push(child);
    else made.set(make, [child]);
  }
  families.set(parent, made);
  return made;
}

/** Words of a review's length, and a date or rating beside them. */
function looksWhole(element: Element): boolean {
  const known = whole.get(element);
  if (known !== undefined) return known;
  const length = (element.textContent ?? "").trim().length;
  const result = length >= SHORTEST_TEXT && length <= LONGEST_CARD && saysMoreThanSigns(element);
  whole.set(element, result);
  return result;
}

function saysMoreThanSigns(element: Element): boolean {
  if (isHidden(element)) return false;
  const date = findDate(element);
  const label = [...element.querySelectorAll(RATED)].find((each) => ratingOf(each) !== null);
  if (date === null && !label) return false;
  const all = line(element);
  const author = findAuthor(element, []);
  const signs = [date, author, label ? line(label) : null].filter((sign) => sign && all.includes(sign));
  const words = all.length - signs.reduce((sum, sign) => sum + (sign?.length ?? 0), 0);
  return date !== null ? words >= SHORTEST_TEXT : label !== undefined && words > 60;
}

function isMarked(element: Element): boolean {
  if (element.hasAttribute("data-review-id") || element.hasAttribute("data-reviewid")) return true;
  return HINT_ATTRIBUTES.some((name) => {
    const value = element.getAttribute(name) ?? "";
    return value.split(/\s+/).some((name) => HINT.test(name) && !PART_OR_LIST.test(name));
  });
}

function makeOf(element: Element): string {
  const names = (element.getAttribute("class") ?? "").split(/\s+/).filter((name) => name && !/\d/.test(name));
  return `${element.localName}.${names.sort()[0] ?? ""}`;
}

/** Of nested candidates the inner ones when they are several, else the outer one. */
function outermost(found: Set<Element>): Element[] {
  const inside = new Map<Element, number>();
  for (const card of found)
    for (const around of ancestorsIn(card, found)) inside.set(around, (inside.get(around) ?? 0) + 1);
  const kept = new Set([...found].filter((card) => (inside.get(card) ?? 0) < 2));
  return [...kept].filter((card) => ancestorsIn(card, kept).length === 0);
}

function ancestorsIn(element: Element, set: Set<Element>): Element[] {
  const found: Element[] = [];
  for (let at = element.parentElement; at; at = at.parentElement) if (set.has(at)) found.push(at);
  return found;
}
