import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { Message } from "../shared/protocol";
import { HOST } from "./button";
import { startSession } from "./session";

const card = (author: string, more = "") => `
  <article itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="author">${author}</b>
  <p itemprop="reviewBody">${author} waited forty minutes for a table.</p>${more}</article>`;
const REPLY = "<div><b>Response from the owner</b><p>We are sorry about that.</p></div>";

let sent: Message[] = [];
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fakeBrowser.reset();
  sent = [];
  vi.spyOn(fakeBrowser.i18n, "getMessage").mockReturnValue("");
  vi.spyOn(fakeBrowser.runtime, "sendMessage").mockImplementation(async (message: unknown) => {
    sent.push(message as Message);
  });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  document.body.innerHTML = card("Ann") + card("Bob", REPLY);
  stop = startSession(document, () => "https://reviews.example/");
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const buttons = () => document.querySelectorAll(HOST).length;
const settle = async () => {
  await Promise.resolve();
  vi.advanceTimersByTime(5_000);
};

test("every review has one button, and the worker hears what was read", () => {
  expect(buttons()).toBe(2);
  expect(sent).toHaveLength(1);
  const reviews = sent[0]?.kind === "review_read" ? sent[0].reviews : [];
  expect(reviews.map(({ review }) => review.existing_reply)).toEqual([null, "We are sorry about that."]);
});

test("reviews that come late get their button, and our own button is no change of the page", async () => {
  document.body.insertAdjacentHTML("beforeend", card("Cem"));
  await settle();
  expect(buttons()).toBe(3);
  expect(sent).toHaveLength(2);
  await settle();
  expect(sent).toHaveLength(2);
});

test("a review that leaves the page takes its button along", async () => {
  document.querySelector("article")?.remove();
  await settle();
  expect(buttons()).toBe(1);
});

test("a click that the page makes up opens nothing", () => {
  for (const host of document.querySelectorAll<HTMLElement>(HOST)) host.click();
  expect(sent.filter((message) => message.kind === "open_panel_for_review")).toEqual([]);
});

test("stopping leaves the page as it was", () => {
  stop();
  expect(buttons()).toBe(0);
});
