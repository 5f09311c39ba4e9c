import { expect, test } from "vitest";
import { bySaying } from "./points";

test("a passage that makes two points is answered once both are", () => {
  const span = { start: 0, end: 4, text: "Late and cold" };
  const points = [
    { id: "p1", ...span },
    { id: "p2", ...span },
    { id: "p3", start: 5, end: 9, text: "Nice view" },
  ];
  const half = [
    { point: "p1", met: true },
    { point: "p2", met: false },
    { point: "p3", met: true },
  ];
  expect(bySaying(points, half)).toEqual([
    { text: "Late and cold", met: false },
    { text: "Nice view", met: true },
  ]);
  expect(bySaying(points, [...half, { point: "p2", met: true }])[0]?.met).toBe(true);
});
