/** Ratings, from whatever the page offers. What does not say its value plainly is not a rating. */

import { oneLine } from "./text";
import { OF, RATED, REVIEW_COUNT, STAR } from "./words";

export interface Rating {
  value: number;
  max: number;
}

const NUMBER = "(\\d{1,3}(?:[.,]\\d{1,2})?)";
const VALUE_OF_MAX = new RegExp(
  `${NUMBER}\\s*(?:${STAR}|\\p{L}*punkti)?\\s*(?:\\(|,|，|（)?\\s*(?:${OF})\\s*${NUMBER}(?![\\d%])`,
  "iu",
);
/** "5-тен 4", "5-st 4 tärni", "滿分 5 顆星…", "5 üzerinden 4", "5 つ星のうち 4". */
const MAX_THEN_VALUE = new RegExp(
  `${NUMBER}\\s*(?:-?т[еа]н|-?д[еа]н|-?st|\\s?üzerinden|つ星のうち|星中的|점 만점에)\\s*${NUMBER}`,
  "iu",
);
const STARS = new RegExp(`${NUMBER}\\s*-?\\s*(?:${STAR})`, "iu");
const FULL_MARK = new RegExp(`(?:滿分|满分)\\s*(?:為|为|是)?\\s*${NUMBER}`, "u");
const RATED_VALUE = new RegExp(`^(?:${RATED})\\s*[:：]?\\s*${NUMBER}$`, "iu");
const LONGEST_LABEL = 90;

/** "Rated 4 out of 5" → 4 of 5. Null for averages over many reviews, shares in percent and anything unclear. */
export function ratingFromLabel(label: string): Rating | null {
  const text = oneLine(label);
  if (!text || text.length > LONGEST_LABEL || text.includes("%") || REVIEW_COUNT.test(text)) return null;
  const glyphs = fromGlyphs(text);
  if (glyphs) return glyphs;
  const pair = VALUE_OF_MAX.exec(text);
  if (pair && saysRating(text)) return rating(pair[1], pair[2]);
  const reversed = MAX_THEN_VALUE.exec(text);
  if (reversed) return rating(reversed[2], reversed[1]);
  const stars = STARS.exec(text.replace(FULL_MARK, " "));
  if (stars) return rating(stars[1], FULL_MARK.exec(text)?.[1] ?? "5");
  const bare = RATED_VALUE.exec(text);
  return bare ? rating(bare[1], "5") : null;
}

/** The rating that one element states by its attributes or its own short text; its children are not asked. */
export function ratingOf(element: Element): Rating | null {
  for (const name of ["aria-label", "title", "alt", "data-tooltip"]) {
    const label = element.getAttribute(name);
    const found = label ? ratingFromLabel(label) : null;
    if (found) return found;
  }
  return fromNumbers(element) ?? fromOwnText(element) ?? fromClass(element) ?? fromWidth(element);
}

/** The first rating in a card, in document order, that does not lie in a skipped block. */
export function findRating(card: Element, skip: readonly Element[] = []): Rating | null {
  const own = ratingOf(card);
  if (own) return own;
  for (const element of card.querySelectorAll("*")) {
    if (skip.some((block) => block.contains(element))) continue;
    const found = ratingOf(element) ?? fromFilledStars(element);
    if (found) return found;
  }
  return null;
}

/** A value and maximum as written, or null when they make no sense together. */
export function rating(value: unknown, max: unknown): Rating | null {
  const [number, limit] = [toNumber(value), toNumber(max)];
  if (number === null || limit === null || limit < 2 || limit > 100 || number < 0 || number > limit)
    return null;
  return { value: number, max: limit };
}

export function toNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || !/^\s*\d+(?:[.,]\d+)?\s*$/.test(value)) return null;
  return Number(value.replace(",", "."));
}

/** "4 / 5" alone is a rating; "2 of 5" inside other words is one only if stars or a rating are named. */
function saysRating(text: string): boolean {
  const bare = new RegExp(`^[(（]?\\s*${NUMBER}\\s*(?:${OF})\\s*${NUMBER}\\s*[)）]?$`, "iu");
  return bare.test(text) || new RegExp(`${STAR}|${RATED}|punkti`, "iu").test(text);
}

function fromGlyphs(label: string): Rating | null {
  const text = label.replaceAll("\ufe0f", "");
  if (!/^[★☆⭐✩✭\s]+$/u.test(text)) return null;
  const full = (text.match(/[★⭐✭]/gu) ?? []).length;
  const empty = (text.match(/[☆✩]/gu) ?? []).length;
  // "★★★" alone may be three of five or three of three: it is not said.
  return full + empty === 5 || full + empty === 10 ? { value: full, max: full + empty } : null;
}

function fromNumbers(element: Element): Rating | null {
  for (const name of [
    "data-rating",
    "data-rating-value",
    "data-stars",
    "data-service-review-rating",
    "data-score",
  ]) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    const max = element.getAttribute("data-rating-max") ?? element.getAttribute("data-max") ?? "5";
    return rating(value, max);
  }
  const tag = element.localName;
  const isMeter = tag === "meter" || element.getAttribute("role") === "meter";
  if (!isMeter) return null;
  return rating(
    element.getAttribute("aria-valuenow") ?? element.getAttribute("value"),
    element.getAttribute("aria-valuemax") ?? element.getAttribute("max"),
  );
}

function fromOwnText(element: Element): Rating | null {
  if (element.childElementCount > 0) return null;
  const text = oneLine(element.textContent ?? "");
  return text.length <= 40 ? ratingFromLabel(text) : null;
}

/** Class names that carry the value: star-4, stars_4, rating-4, a-star-4, bubble_40. */
function fromClass(element: Element): Rating | null {
  const names = element.getAttribute("class") ?? "";
  const tens = /(?:^|[\s_-])(?:bubble|rating|stars?)[_-]([0-5][05])(?=$|\s)/i.exec(names);
  if (tens?.[1]) return rating(Number(tens[1]) / 10, 5);
  const ones = /(?:^|[\s_-])(?:stars?|rating)[_-]([0-5](?:\.5)?)(?=$|\s)/i.exec(names);
  return ones?.[1] ? rating(ones[1], 5) : null;
}

/** A row of stars cut off by width: 80 % of five. Only inside something that is named after stars or ratings. */
function fromWidth(element: Element): Rating | null {
  const width = /^(\d+(?:\.\d+)?)%$/.exec((element as HTMLElement).style?.width ?? "")?.[1];
  const around = `${element.getAttribute("class")} ${element.parentElement?.getAttribute("class")}`;
  if (!width || !/stars?(?:$|[\s_-])|stars?rating/i.test(around)) return null;
  const stars = Number(width) / 20;
  return Math.abs(stars * 2 - Math.round(stars * 2)) < 0.01 ? rating(stars, 5) : null;
}

/** Five like elements in a row, each marked full or empty by its class. */
function fromFilledStars(row: Element): Rating | null {
  const stars = [...row.children];
  if (stars.length !== 5 || !stars.every((star) => star.localName === stars[0]?.localName)) return null;
  const marks = stars.map((star) => starMark(star.getAttribute("class") ?? ""));
  if (!/star|rating/i.test(`${row.getAttribute("class")} ${stars[0]?.getAttribute("class")}`)) return null;
  return marks.every((mark) => mark !== null) ? { value: marks.filter(Boolean).length, max: 5 } : null;
}

function starMark(names: string): boolean | null {
  if (/(?:^|[\s_-])(?:empty|off|inactive|unfilled|outline|grey|gray)(?=$|[\s_-])/i.test(names)) return false;
  return /(?:^|[\s_-])(?:full|filled|on|active|selected|checked)(?=$|[\s_-])/i.test(names) ? true : null;
}
