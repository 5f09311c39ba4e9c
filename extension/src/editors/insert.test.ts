import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { choose, contentOf, insert } from "./insert";

const REPLY = "Dear Ann,\n\nthank you for writing.\nWe have mended the heater.";

const submitted = vi.fn((event: Event) => event.preventDefault());
const clicked = vi.fn();
const pressed = vi.fn();

beforeEach(() => {
  document.addEventListener("submit", submitted);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
});

afterEach(() => {
  // Whatever a test did: nothing may have been sent, clicked or typed.
  for (const spy of [submitted, clicked, pressed]) expect(spy).not.toHaveBeenCalled();
  Reflect.deleteProperty(document, "execCommand");
});

const box = (html: string): HTMLElement => {
  document.body.innerHTML = `<form>${html}<button type="submit">Post reply</button></form>`;
  return document.body.querySelector<HTMLElement>("textarea, input, [contenteditable]") as HTMLElement;
};

/** The browser's command, as far as text boxes need it. */
const withCommands = () => {
  const run = vi.fn((name: string, _ui?: boolean, value = "") => {
    const active = document.activeElement as HTMLTextAreaElement;
    if (name !== "insertText" || active.value === undefined) return false;
    active.setRangeText(value, active.selectionStart, active.selectionEnd, "end");
    active.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: value }));
    return true;
  });
  Object.defineProperty(document, "execCommand", { value: run, configurable: true });
  return run;
};

test("a plain box takes the text through the browser's own command, caret at the end", async () => {
  const run = withCommands();
  const area = box("<textarea></textarea>") as HTMLTextAreaElement;
  expect(await insert(area, REPLY)).toEqual({ outcome: "inserted", readBack: true, kind: "plain" });
  expect(area.value).toBe(REPLY);
  expect(area.selectionStart).toBe(REPLY.length);
  expect(run).toHaveBeenCalledWith("insertText", false, REPLY);
});

test("a controlled box learns of the text and keeps it", async () => {
  const area = box("<textarea></textarea>") as HTMLTextAreaElement;
  let state = "";
  area.addEventListener("input", () => {
    state = area.value;
  });
  const redraw = () => {
    if (area.value !== state) area.value = state;
  };
  requestAnimationFrame(redraw);
  expect(await insert(area, REPLY)).toEqual({ outcome: "inserted", readBack: true, kind: "controlled" });
  expect(state).toBe(REPLY);
});

test("a text that is there already stays unless the person agreed", async () => {
  const area = box("<textarea>My own words</textarea>") as HTMLTextAreaElement;
  expect((await insert(area, REPLY)).outcome).toBe("refused_has_text");
  expect(area.value).toBe("My own words");
  expect((await insert(area, REPLY, true)).outcome).toBe("inserted");
  expect(area.value).toBe(REPLY);
});

test("a rich box keeps its line breaks", async () => {
  const rich = box('<div contenteditable="true"><p><br></p></div>');
  expect(await insert(rich, REPLY)).toEqual({ outcome: "inserted", readBack: true, kind: "rich_direct" });
  expect(contentOf(rich)).toBe(REPLY);
});

test("a rich box with words in it is not overwritten", async () => {
  const rich = box('<div contenteditable="true"><p>My own words</p></div>');
  expect((await insert(rich, REPLY)).outcome).toBe("refused_has_text");
  expect(rich.textContent).toBe("My own words");
});

test("a box that throws the text away is reported and left as it was", async () => {
  const area = box("<textarea></textarea>") as HTMLTextAreaElement;
  area.addEventListener("input", () => {
    area.value = "";
  });
  expect(await insert(area, REPLY)).toEqual({ outcome: "failed", readBack: false, kind: null });
  expect(area.value).toBe("");
});

test("a text over the box's own limit is not forced in", async () => {
  const area = box('<textarea maxlength="10"></textarea>') as HTMLTextAreaElement;
  expect((await insert(area, REPLY)).outcome).toBe("failed");
  expect(area.value).toBe("");
});

test("paragraphs of an editor are read as lines", () => {
  const rich = box('<div contenteditable="true"><p>one</p><p>two</p></div>');
  expect(contentOf(rich).split(/\n+/)).toEqual(["one", "two"]);
});

test("things that cannot be written to have no editor", () => {
  for (const html of [
    "<textarea readonly></textarea>",
    "<textarea disabled></textarea>",
    '<input type="password">',
  ])
    expect(choose(box(html))).toEqual([]);
});
