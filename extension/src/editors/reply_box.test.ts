import { expect, test } from "vitest";
import { findReplyBox } from "./reply_box";

const blocks = (html: string) => {
  document.body.innerHTML = html;
  return [...document.querySelectorAll(".review")];
};
const boxOf = (cards: Element[], at: number, text = "", author: string | null = null) =>
  findReplyBox({ element: cards[at] as Element, author, text, reviewId: null }, cards)?.id ?? null;

const TEXT = "The room was cold all night and nobody came.";

test("the box inside the block is its own", () => {
  const cards = blocks(
    '<div class="review">a<textarea id="a"></textarea></div><div class="review">b<textarea id="b"></textarea></div>',
  );
  expect([boxOf(cards, 0), boxOf(cards, 1)]).toEqual(["a", "b"]);
});

test("another review's box is never taken", () => {
  const cards = blocks('<div class="review">a</div><div class="review">b<textarea id="b"></textarea></div>');
  expect(boxOf(cards, 0)).toBeNull();
});

test("a box that the block names by an aria relation is its own", () => {
  const cards = blocks(
    '<div class="review"><button aria-controls="f">Reply</button></div><div class="review">b</div><div id="f"><textarea id="a"></textarea></div>',
  );
  expect([boxOf(cards, 0), boxOf(cards, 1)]).toEqual(["a", null]);
});

test("a box in the wrapper around one review counts when it is for replying", () => {
  const cards = blocks(
    '<ul><li><div class="review">a</div><textarea id="a" placeholder="Write a reply"></textarea></li><li><div class="review">b</div><textarea id="b"></textarea></li></ul>',
  );
  expect([boxOf(cards, 0), boxOf(cards, 1)]).toEqual(["a", null]);
});

test("a dialog counts only when it shows this review", () => {
  const cards = blocks(
    `<div class="review">a</div><div class="review">b</div><div role="dialog"><p>Ann: ${TEXT}</p><textarea id="d"></textarea></div>`,
  );
  expect(boxOf(cards, 0, TEXT, "Ann")).toBe("d");
  expect(boxOf(cards, 1, "Breakfast was wonderful.", "Bob")).toBeNull();
});

test("searching, hidden and page-wide boxes are no reply boxes", () => {
  const cards = blocks(
    '<input type="text" id="q" placeholder="Search"><textarea id="new" aria-label="Write your review"></textarea><div class="review">a<input type="text" placeholder="Search reviews"><textarea hidden></textarea></div>',
  );
  expect(boxOf(cards, 0)).toBeNull();
});

test("a box inside a shadow root is found", () => {
  const cards = blocks('<div class="review">a<x-editor></x-editor></div>');
  const root = cards[0]?.querySelector("x-editor")?.attachShadow({ mode: "open" });
  if (root) root.innerHTML = '<div id="s" contenteditable="true"></div>';
  expect(boxOf(cards, 0)).toBe("s");
});
