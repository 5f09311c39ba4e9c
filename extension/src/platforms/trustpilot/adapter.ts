/**
 * Trustpilot's public pages. The cards carry data attributes that have been stable for years; the page's own state
 * (`__NEXT_DATA__`) adds what a card cuts off and the language of each text.
 */

import { ratingOf } from "../../readers/rating";
import { type ReadReview, UNREAD } from "../../readers/read_review";
import { line, oneLine, statedLanguage, visibleText } from "../../readers/text";
import type { Adapter } from "../adapter";

const CARD = "[data-service-review-card-paper]";
const REPLY = "[data-service-review-business-reply-text-typography]";

interface Stated {
  id: string;
  text: string;
  title: string | null;
  language: string | null;
  published: string | null;
  reply: string | null;
}

function read(root: Document): ReadReview[] {
  const stated = statedReviews(root);
  return [...root.querySelectorAll(CARD)]
    .filter((card) => !card.parentElement?.closest(CARD))
    .map((card) => readCard(card, stated))
    .filter((review) => review.text !== "" || review.title !== null || review.rating !== null);
}

function readCard(card: Element, stated: Map<string, Stated>): ReadReview {
  const id = reviewId(card);
  const known = id === null ? undefined : stated.get(id);
  const body = card.querySelector("[data-service-review-text-typography]");
  const shown = body ? visibleText(body) : "";
  const text = known && isBeginning(shown, known.text) ? known.text : shown;
  const found =
    [...card.querySelectorAll("[data-service-review-rating]")].map(ratingOf).find(Boolean) ?? null;
  const reply = card.querySelector(REPLY);
  return {
    ...UNREAD,
    element: card,
    text,
    title: line(card.querySelector("[data-service-review-title-typography]")) || null,
    rating: found?.value ?? null,
    ratingMax: found?.max ?? null,
    author: line(card.querySelector("[data-consumer-name-typography]")) || null,
    language: known?.language ?? (body ? statedLanguage(body, card) : null),
    reviewId: id,
    postedAt: publishedAt(card) ?? known?.published ?? null,
    existingReply: (reply ? visibleText(reply) : null) || known?.reply || null,
    truncated:
      text === shown && /(?:…|\.\.\.)$/.test(shown) && card.querySelector("[aria-expanded=false]") !== null,
    reader: "trustpilot",
  };
}

function reviewId(card: Element): string | null {
  const link = card.querySelector('a[href*="/reviews/"]')?.getAttribute("href") ?? "";
  return /\/reviews\/([0-9a-z]+)/i.exec(link)?.[1] ?? null;
}

/** The date of the review, not the one of the owner's reply. */
function publishedAt(card: Element): string | null {
  const time = card.querySelector("time[data-service-review-date-time-ago], time[datetime]");
  if (
    !time ||
    time.closest("[class*=reply i]") ||
    time.hasAttribute("data-service-review-business-reply-date-time-ago")
  )
    return null;
  return time.getAttribute("datetime") ?? (line(time) || null);
}

function isBeginning(shown: string, whole: string): boolean {
  const start = oneLine(shown).replace(/\s*(?:…|\.\.\.)$/, "");
  return start === "" || oneLine(whole).startsWith(start);
}

function statedReviews(root: Document): Map<string, Stated> {
  const found = new Map<string, Stated>();
  try {
    const state = JSON.parse(root.getElementById("__NEXT_DATA__")?.textContent ?? "null");
    for (const entry of state?.props?.pageProps?.reviews ?? []) {
      const review = toStated(entry);
      if (review) found.set(review.id, review);
    }
  } catch {
    // The state is a bonus; a page without it is read from its cards.
  }
  return found;
}

function toStated(entry: Record<string, unknown>): Stated | null {
  if (typeof entry.id !== "string" || typeof entry.text !== "string") return null;
  const [dates, reply] = [entry.dates, entry.reply].map((value) => (value ?? {}) as Record<string, unknown>);
  return {
    id: entry.id,
    text: entry.text.trim(),
    title: asText(entry.title),
    language: asText(entry.language),
    published: asText(dates?.publishedDate),
    reply: asText(reply?.message),
  };
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

export const adapter: Adapter = {
  slug: "trustpilot",
  matches: ["https://*.trustpilot.com/*"],
  isHere: (url) => /(?:^|\.)trustpilot\.com$/.test(url.hostname),
  read,
};
