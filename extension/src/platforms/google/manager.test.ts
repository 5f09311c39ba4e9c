import { expect, test, vi } from "vitest";
import { openManagerBox, readManager } from "./manager";
import html from "./manager.page.html?raw";

const fresh = () => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return { page, cards: readManager(page).map((review) => review.element as Element) };
};

test("the box is opened by the reply button of that card alone", () => {
  const { page, cards } = fresh();
  const clicked = vi.fn();
  page.addEventListener("click", (event) => clicked((event.target as Element).getAttribute("jsname")));
  expect(openManagerBox(cards[0] as Element)).toBe(true);
  expect(clicked.mock.calls).toEqual([["rhPddf"]]);
});

test("nothing is pressed once the box stands open, for a button named Reply would send then", () => {
  const { page, cards } = fresh();
  const clicked = vi.fn();
  page.addEventListener("click", clicked);
  expect(openManagerBox(cards[1] as Element)).toBe(false);
  expect(clicked).not.toHaveBeenCalled();
});
