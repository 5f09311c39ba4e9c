import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { insertDraft } from "./insertion";
import { readPage } from "./reviews";

const ADDRESS = "https://reviews.example/place";
const card = (author: string, box: string) => `
  <article itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="author">${author}</b>
  <p itemprop="reviewBody">${author} waited forty minutes for a table.</p>
  <form>${box}<button type="submit">Publish reply</button></form></article>`;
const writeText = vi.fn(async (_: string) => undefined);
const submitted = vi.fn((event: Event) => event.preventDefault());

beforeEach(() => {
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  vi.spyOn(fakeBrowser.i18n, "getMessage").mockReturnValue("");
  writeText.mockClear();
  document.addEventListener("submit", submitted);
  document.body.innerHTML = card("Ann", '<textarea id="a"></textarea>') + card("Bob", "");
});

afterEach(() => {
  expect(submitted).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

const put = (author: string, text: string, confirmed = false) => {
  const reviews = readPage(document, ADDRESS);
  const key = reviews.find(({ found }) => found.review.author === author)?.found.key ?? "gone";
  return insertDraft({ reviewKey: key, text, confirmed }, reviews, ADDRESS);
};
const ann = () => (document.getElementById("a") as HTMLTextAreaElement).value;

test("a draft goes into its review's box and is read back", async () => {
  expect(await put("Ann", "Dear Ann")).toMatchObject({ outcome: "inserted", readBack: true });
  expect(ann()).toBe("Dear Ann");
});

test("a review without a box gets the clipboard, and no other box is touched", async () => {
  expect(await put("Bob", "Dear Bob")).toMatchObject({ outcome: "clipboard", readBack: false });
  expect(writeText).toHaveBeenCalledWith("Dear Bob");
  expect(ann()).toBe("");
});

test("a review that left the page gets the clipboard too", async () => {
  expect(await put("Nobody", "Dear you")).toMatchObject({ outcome: "clipboard" });
});

test("when not even the clipboard works, that is said", async () => {
  writeText.mockRejectedValueOnce(new Error("no focus"));
  expect((await put("Bob", "Dear Bob")).outcome).toBe("not_found");
});

test("words in the box are kept until the person agrees", async () => {
  (document.getElementById("a") as HTMLTextAreaElement).value = "mine";
  expect((await put("Ann", "Dear Ann")).outcome).toBe("refused_has_text");
  expect(ann()).toBe("mine");
  expect((await put("Ann", "Dear Ann", true)).outcome).toBe("inserted");
});
