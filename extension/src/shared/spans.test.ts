import { expect, test } from "vitest";
import recorded from "../../../tests/fixtures/span_vectors.json";
import { fitting, spanFits, toUtf16 } from "./spans";

test("a span whose slice differs from its text is dropped", () => {
  const text = "We will sue you 😀 now";
  const good = { start: 8, end: 11, text: "sue" };
  expect(fitting(text, [{ start: 9, end: 12, text: "sue" }, good])).toEqual([good]);
});

test("a span that cuts a surrogate pair does not fit", () => {
  expect(spanFits("😀", { start: 0, end: 1, text: "\ud83d" })).toBe(false);
  expect(spanFits("😀", { start: 0, end: 2, text: "😀" })).toBe(true);
});

test("code points become UTF-16 units", () => {
  expect(toUtf16("a😀b", 2)).toBe(3);
  expect(() => toUtf16("a", 2)).toThrow(RangeError);
});

interface Vector {
  name: string;
  text: string;
  codepoint: [number, number];
  utf16: [number, number];
  slice: string;
}

const vectors = recorded as unknown as Vector[];

test.each(vectors)("$name: the service and we count alike", ({ text, codepoint, utf16, slice }) => {
  expect([toUtf16(text, codepoint[0]), toUtf16(text, codepoint[1])]).toEqual(utf16);
  expect(spanFits(text, { start: utf16[0], end: utf16[1], text: slice })).toBe(true);
});
