import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CheckOut } from "../../shared/api";
import type { Called } from "../../shared/protocol";
import { type CheckTask, LiveCheck, PAUSE_MS } from "./live-check";

const limit = { unit: "chars" as const, max: null, used: 0, hard: false };
const RESULT: CheckOut = { language: "en", level: "ok", flags: [], coverage: [], limit, took_ms: 1 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function rig() {
  const asked: string[] = [];
  const delivered: string[] = [];
  const answers: (() => void)[] = [];
  const run = (task: CheckTask) => {
    asked.push(task.body.text);
    return new Promise<Called<CheckOut>>((resolve) =>
      answers.push(() => resolve({ ok: true, value: RESULT })),
    );
  };
  const live = new LiveCheck(run, (task) => delivered.push(task.body.text));
  const type = (text: string, replyId = "d1") => live.request({ reviewKey: "k", replyId, body: { text } });
  const answer = async () => {
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { live, asked, delivered, type, answer };
}

test("fast typing asks once, after a pause", async () => {
  const { asked, type } = rig();
  for (const text of ["a", "ab", "abc"]) {
    type(text);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  }
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(["abc"]);
});

test("one request is under way at a time and an answer to an older text is dropped", async () => {
  const { asked, delivered, type, answer } = rig();
  type("one");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  type("two");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  type("three");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked).toEqual(["one"]);
  await answer();
  expect([asked, delivered]).toEqual([["one", "three"], []]);
  await answer();
  expect(delivered).toEqual(["three"]);
});

test("an answer for one reply is delivered though another reply waits", async () => {
  const { delivered, type, answer } = rig();
  type("mine", "own");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  type("other", "d1");
  await answer();
  expect(delivered).toEqual(["mine"]);
});

test("what was cancelled is not asked", async () => {
  const { live, asked, type } = rig();
  type("one");
  live.cancel();
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 2);
  expect(asked).toEqual([]);
});
