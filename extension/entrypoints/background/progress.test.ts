import { expect, test } from "vitest";
import type { DraftsProgress } from "../../src/shared/protocol";
import { progressOf } from "./progress";

test("syllables add up, a checked draft replaces them, and the panel is not flooded", () => {
  const sent: DraftsProgress[] = [];
  let now = 1_000;
  const onEvent = progressOf(
    "a",
    (progress) => sent.push(progress),
    () => now,
  );
  onEvent("triage", { triage: { strategy: "reply" } });
  for (const text of ["Tha", "nk ", "you"]) onEvent("delta", { draft: 1, text });
  expect(sent).toHaveLength(1);
  now += 1_000;
  onEvent("delta", { draft: 1, text: "." });
  onEvent("draft", { draft: 0, text: "Checked." });
  onEvent("unknown", {});
  expect(sent.slice(1).map(({ texts }) => texts)).toEqual([
    ["", "Thank you."],
    ["Checked.", "Thank you."],
  ]);
});
