import { describe, expect, test } from "vitest";
import { findReplyBox } from "../editors/reply_box";
import { readPage } from "../page/reviews";
import { ADAPTERS, adapterFor } from "./registry";

interface Expected {
  url: string;
  languages: string[];
  reviews: Record<string, unknown>[];
  /** review id → id of its reply box */
  boxes?: Record<string, string>;
}

const pages = import.meta.glob<string>("./*/*page.html", { eager: true, query: "?raw", import: "default" });
const folders = Object.keys(import.meta.glob("./*/adapter.ts")).map((path) => path.split("/")[1]);

test("every folder has an adapter of its name and a page that shows the site's structure", () => {
  expect(ADAPTERS.map((adapter) => adapter.slug).sort()).toEqual([...folders].sort());
  for (const folder of folders) expect(Object.keys(pages)).toContain(`./${folder}/page.html`);
});

test("an address of no known site has no adapter", () => {
  for (const address of ["https://example.com/", "https://trustpilot.com.evil.example/", "not an address"])
    expect(adapterFor(address)).toBeNull();
});

describe.each(Object.entries(pages))("%s", (path, html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const expected = JSON.parse(page.getElementById("expected")?.textContent ?? "null") as Expected;
  const read = readPage(page, expected.url);

  test("belongs to its adapter and shows two interface languages", () => {
    expect(adapterFor(expected.url)?.slug).toBe(path.split("/")[1]);
    expect(new Set(expected.languages).size).toBeGreaterThanOrEqual(2);
  });

  test("every review is read with author, rating, date, text, language and reply", () => {
    const got = read.map(({ found: { review, truncated } }) => {
      const { author, rating, rating_max, text, posted_at, language, review_id, existing_reply } = review;
      return { author, rating, rating_max, text, posted_at, language, review_id, existing_reply, truncated };
    });
    expect(got).toEqual(expected.reviews);
  });

  test("every key is of its own and every review has a place on the page", () => {
    expect(new Set(read.map(({ found }) => found.key)).size).toBe(read.length);
    expect(read.every(({ element }) => element !== null)).toBe(true);
  });

  test("a review gets its own reply box or none", () => {
    const elements = read.flatMap(({ element }) => (element ? [element] : []));
    for (const { found, element } of read) {
      if (!element) continue;
      const { author, text, review_id } = found.review;
      const own = adapterFor(expected.url)?.findReplyBox?.(element) ?? null;
      const box = own ?? findReplyBox({ element, author, text, reviewId: review_id }, elements);
      expect(box?.id ?? null).toBe(expected.boxes?.[review_id ?? ""] ?? null);
    }
  });
});
