import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FlagOut, LimitOut } from "../../shared/api";
import type { Reply } from "../state/job";
import type { PanelStore } from "../state/store";
import { ReplyCard } from "./reply-card";

vi.mock("../words", () => ({ t: (key: string, ...values: unknown[]) => [key, ...values].join(" ") }));

const TEXT = "Tänan 😀. We will sue you.";
const root = document.createElement("div");
const store = {
  edit: vi.fn(),
  replace: vi.fn(),
  insert: vi.fn(),
  copy: vi.fn(),
  undo: vi.fn(),
  change: vi.fn(),
};

function flag(level: FlagOut["level"]): FlagOut {
  const start = TEXT.indexOf("sue you");
  const why = { text: "It is a threat.", source: "Law", url: "javascript:alert(1)", kind: "law" as const };
  const place = { start, end: start + 7, text: "sue you" };
  return {
    id: "f",
    category: "c",
    rule: "c.r",
    level,
    ...place,
    message: "Threat",
    why,
    replacements: ["hear you"],
    score: 1,
  };
}

function reply(change: Partial<Reply> = {}): Reply {
  const limit: LimitOut = { unit: "bytes", max: 20, used: 33, hard: true };
  const rest = { original: TEXT, past: [], checked: TEXT, coverage: [], limit, provenance: null };
  return { id: "d1", text: TEXT, level: "block", flags: [flag("block")], ...rest, ...change };
}

function show(shown: Reply): void {
  const rest = { points: [], checking: false, inserting: false, hasPage: true, isFinal: false, notice: null };
  const panel = store as unknown as PanelStore;
  act(() => render(<ReplyCard store={panel} reply={shown} title="Draft 1" selected {...rest} />, root));
}

const button = (name: string) =>
  [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name) as HTMLButtonElement;

beforeEach(() => document.body.append(root));
afterEach(() => {
  render(null, root);
  vi.clearAllMocks();
});

test("a text that must change can be neither inserted nor copied, and the reason is said", () => {
  show(reply());
  expect(button("insert").disabled).toBe(true);
  expect(button("copy").disabled).toBe(true);
  expect(root.textContent).toContain("blocked_reason");
  show(reply({ level: "warn", flags: [flag("warn")] }));
  expect(button("insert").disabled).toBe(false);
});

test("the mirror holds the same text as the field and marks the flagged words", () => {
  show(reply());
  expect(root.querySelector("textarea")?.value).toBe(TEXT);
  expect(root.querySelector(".editor-mirror")?.textContent?.replace("\u200b", "")).toBe(TEXT);
  expect(root.querySelector("mark.is-block")?.textContent).toBe("sue you");
});

test("a replacement is applied to its own flag", () => {
  show(reply());
  button("hear you").click();
  expect(store.replace).toHaveBeenCalledWith(
    "d1",
    expect.objectContaining({ id: "f", text: "sue you" }),
    "hear you",
  );
});

test("showing a flag selects its words in the field", () => {
  show(reply());
  act(() => root.querySelector<HTMLButtonElement>("button.flag-passage")?.click());
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("sue you");
});

test("the site's limit is said in its own unit, and what is too much", () => {
  show(reply());
  expect(root.querySelector(".used")?.textContent).toBe("limit_bytes 33 20 · limit_over 13");
});

test("a source is a link only where it leads to a web page, and hostile text stays text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  show(reply({ text: hostile, flags: [] }));
  expect(root.querySelector("img")).toBeNull();
  show(reply());
  expect(root.querySelector("a")).toBeNull();
  expect(root.textContent).toContain("Law");
});

test("a model's draft that had to be replaced says so, a composed one says it quietly", () => {
  const made = { model: "m", rulebook: "", prompt: "", prompt_tokens: 0, completion_tokens: 0, attempts: 2 };
  show(reply({ provenance: { ...made, provider: "composer", fallback_reason: "model-timeout" } }));
  expect(root.textContent).toContain("fallback_notice");
  show(reply({ provenance: { ...made, provider: "composer", fallback_reason: null } }));
  expect(root.textContent).toContain("by_composer");
});
