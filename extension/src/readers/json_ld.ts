/** schema.org reviews written as JSON-LD, matched to the blocks that show them. */

import { rating, toNumber } from "./rating";
import { type ReadReview, UNREAD } from "./read_review";
import { findOwnerReply } from "./replies";
import { oneLine } from "./text";

type Node = Record<string, unknown>;
const DEEPEST = 12;

/** All reviews that the page states, those that it shows with their element. */
export function readJsonLd(root: Document): ReadReview[] {
  const nodes = [...root.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) =>
    reviewsIn(parsed(script.textContent ?? ""), DEEPEST),
  );
  const unique = new Map(nodes.map((node) => [JSON.stringify(node), node]));
  const reviews = [...unique.values()].map(toReview).filter((review) => review !== null);
  return attach(root, reviews);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Pages often carry raw line breaks inside strings; anything worse is not worth guessing at.
    try {
      return JSON.parse(json.replace(/[\n\r\t]+/g, " "));
    } catch {
      return null;
    }
  }
}

function reviewsIn(value: unknown, depth: number): Node[] {
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => reviewsIn(entry, depth - 1));
  const node = value as Node;
  if (isReview(node)) return [node];
  return Object.values(node).flatMap((entry) => reviewsIn(entry, depth - 1));
}

function isReview(node: Node): boolean {
  const types = [node["@type"]].flat();
  return types.some(
    (type) => typeof type === "string" && /(?:^|\/)(?:User|Critic|Employer)?Review$/.test(type),
  );
}

function toReview(node: Node): ReadReview | null {
  const text = plain(node.reviewBody) ?? plain(node.description) ?? "";
  const found = ratingIn(node.reviewRating);
  const author = nameIn(node.author);
  if (text === "" && (found === null || author === null)) return null;
  return {
    ...UNREAD,
    text,
    title: plain(node.name) ?? plain(node.headline),
    rating: found?.value ?? null,
    ratingMax: found?.max ?? null,
    author,
    language: plain(node.inLanguage),
    reviewId: plain(node.identifier) ?? plain(node["@id"]),
    postedAt: plain(node.datePublished) ?? plain(node.dateCreated),
    reader: "json_ld",
  };
}

function ratingIn(value: unknown) {
  if (typeof value !== "object" || value === null) return toNumber(value) === null ? null : rating(value, 5);
  const node = (Array.isArray(value) ? value[0] : value) as Node;
  return rating(node.ratingValue, node.bestRating ?? 5);
}

function nameIn(value: unknown): string | null {
  if (Array.isArray(value)) return nameIn(value[0]);
  if (typeof value === "object" && value !== null) return plain((value as Node).name);
  return plain(value);
}

function plain(value: unknown): string | null {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return plain((value as Node)["@value"] ?? (value as Node).name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** Finds for each review the smallest block that shows its beginning, then the block that also names its author. */
function attach(root: Document, reviews: ReadReview[]): ReadReview[] {
  if (reviews.length === 0 || !root.body) return reviews;
  const texts = new Map<Element, string>();
  const textIn = (element: Element) => {
    const known = texts.get(element) ?? squeeze(element.textContent ?? "");
    texts.set(element, known);
    return known;
  };
  const all = reviews
    .map((review) => squeeze(review.text).slice(0, 60))
    .filter((start) => start.length >= 12);
  return reviews.map((review) => {
    const start = squeeze(review.text).slice(0, 60);
    if (start.length < 12) return review;
    const smallest = narrow(root.body, start, textIn);
    if (!smallest) return review;
    const others = all.filter((other) => other !== start);
    const element = widen(smallest, others, textIn);
    return { ...review, element, existingReply: findOwnerReply(element)?.text ?? null };
  });
}

function narrow(from: Element, start: string, textIn: (element: Element) => string): Element | null {
  if (!textIn(from).includes(start)) return null;
  const skipped = /^(script|style|template|noscript)$/;
  const child = [...from.children].find(
    (each) => !skipped.test(each.localName) && textIn(each).includes(start),
  );
  if (!child) return from.localName === "body" ? null : from;
  return narrow(child, start, textIn);
}

function widen(smallest: Element, others: string[], textIn: (element: Element) => string): Element {
  let at = smallest;
  for (let up = at.parentElement; up && !/^(body|main|html)$/.test(up.localName); up = up.parentElement) {
    const around = textIn(up);
    if (others.some((other) => around.includes(other)) || around.length > textIn(smallest).length + 1500)
      break;
    at = up;
  }
  return at;
}

function squeeze(text: string): string {
  return oneLine(text).toLowerCase();
}
