import { expect, test } from "vitest";
import type { FlagOut } from "../../shared/api";
import { byWeight, moveFlags, replaceFlagged, segments, usedOf, worst } from "./flagged-text";

function flag(text: string, words: string, level: FlagOut["level"] = "warn", id = words): FlagOut {
  const start = text.indexOf(words);
  const why = { text: "", source: "", url: null, kind: "house" as const };
  const place = { start, end: start + words.length, text: words };
  return { id, category: "c", rule: "c.r", level, ...place, message: "", why, replacements: [], score: 1 };
}

test("the stretches of a flagged text are the whole text, whatever overlaps", () => {
  const text = "Tänu 😀, we will sue you in court!";
  const flags = [flag(text, "will sue you", "warn"), flag(text, "sue", "block"), flag(text, "😀", "hint")];
  const parts = segments(text, flags);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.filter((part) => part.level).map((part) => [part.text, part.level])).toEqual([
    ["😀", "hint"],
    ["will ", "warn"],
    ["sue", "block"],
    [" you", "warn"],
  ]);
});

test("a flag of another text, or one that cuts a character in two, is not shown", () => {
  const stale = { ...flag("sue", "sue"), start: 4, end: 7 };
  const cut = { ...flag("sue", "sue"), start: 5, end: 6, text: "\ud83d" };
  expect(segments("I am 😀", [stale, cut]).every((part) => part.level === null)).toBe(true);
});

test("flags before an edit stay, those after it move, those in it go", () => {
  const before = "bad start, middle word, bad end";
  const flags = [flag(before, "bad start"), flag(before, "middle"), flag(before, "bad end")];
  const after = "bad start, mid word!!, bad end";
  expect(moveFlags(before, after, flags).map(({ text, start }) => [text, start])).toEqual([
    ["bad start", 0],
    ["bad end", after.indexOf("bad end")],
  ]);
});

test("a replacement is put exactly on the flagged words, or not at all", () => {
  const text = "We will sue you. We will sue you.";
  const second = { ...flag(text, "will sue"), start: 20, end: 28 };
  expect(replaceFlagged(text, second, "hear")).toBe("We will sue you. We hear you.");
  expect(replaceFlagged("Something else stands here now", second, "hear")).toBeNull();
});

test.each([
  ["Please, honestly, call us.", "honestly, ", "Please, call us."],
  ["Thank you honestly.", "honestly", "Thank you."],
  ["Thank you honestly for it", "honestly", "Thank you for it"],
  ["Honestly we are sorry", "Honestly", "we are sorry"],
])("removing words leaves no stray space: %s", (text, words, expected) => {
  expect(replaceFlagged(text, flag(text, words), "")).toBe(expected);
});

test("the most serious flags come first", () => {
  const text = "a b c";
  const flags = [flag(text, "a", "hint"), flag(text, "b", "block"), flag(text, "c", "warn")];
  expect(byWeight(flags).map(({ level }) => level)).toEqual(["block", "warn", "hint"]);
  expect(worst(flags)).toBe("block");
  expect(worst([])).toBeNull();
});

test("a limit counts in the site's unit", () => {
  const limit = { max: 100, used: 0, hard: true };
  expect(usedOf({ ...limit, unit: "chars" }, "Ää😀").used).toBe(3);
  expect(usedOf({ ...limit, unit: "bytes" }, "Ää😀").used).toBe(8);
});
