import { beforeEach, expect, test } from "vitest";
import { readPage } from "./reviews";
import { selectionReview } from "./selection";

const ADDRESS = "https://reviews.example/place?x=1#top";
const card = (author: string, text: string) => `
  <div itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="author">${author}</b>
  <p itemprop="reviewBody">${text}</p></div>`;
const TEXT = "The room was cold all night and nobody came.";

beforeEach(() => {
  document.body.innerHTML = card("Ann", TEXT) + card("Ann", TEXT) + card("Bob", `${TEXT} Twice.`);
});

test("equal reviews get keys of their own that survive a reload", () => {
  const keys = readPage(document, ADDRESS).map(({ found }) => found.key);
  expect(new Set(keys).size).toBe(3);
  expect(readPage(document, ADDRESS).map(({ found }) => found.key)).toEqual(keys);
});

test("what cannot be read is null on the wire, and an unknown site is generic", () => {
  const review = readPage(document, ADDRESS)[0]?.found.review;
  expect(review).toMatchObject({ platform: "generic", rating: null, rating_max: null, posted_at: null });
  expect(review?.url).toBe("https://reviews.example/place?x=1");
});

test("a text past the service's limit is cut at a whole character and says so", () => {
  document.body.innerHTML = card("Ann", "😀".repeat(20_001));
  const found = readPage(document, ADDRESS)[0]?.found;
  expect(Array.from(found?.review.text ?? "")).toHaveLength(20_000);
  expect(found?.truncated).toBe(true);
});

test("a selection inside a review keeps its author; elsewhere only the text is known", () => {
  const read = readPage(document, ADDRESS);
  document.getSelection()?.selectAllChildren(document.querySelectorAll("p")[2] as Element);
  expect(selectionReview(read, document, ADDRESS, "")?.found.review.author).toBe("Bob");
  document.body.insertAdjacentHTML("beforeend", "<p id='free'>Slow and rude.</p>");
  document.getSelection()?.selectAllChildren(document.getElementById("free") as Element);
  const free = selectionReview(read, document, ADDRESS, "")?.found;
  expect(free?.review).toMatchObject({ text: "Slow and rude.", author: null, rating: null });
  expect(free?.reader).toBe("selection");
});

test("nothing selected gives nothing", () => {
  document.getSelection()?.removeAllRanges();
  expect(selectionReview(readPage(document, ADDRESS), document, ADDRESS, " ")).toBeNull();
});
