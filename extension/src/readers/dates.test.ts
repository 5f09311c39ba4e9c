import { expect, test } from "vitest";
import { findDate, isDate } from "./dates";

test.each([
  "2026-11-14",
  "14.11.2026",
  "20 November 2025",
  "October 2022",
  "May 20",
  "on February 20, 2016",
  "5 days ago",
  "3 päeva tagasi",
  "14. november 2026",
  "3 天前",
  "2025年3月1日",
  "преди 2 дни",
  "2 күн бұрын",
  "3 дня назад",
  "12 мая 2026 г.",
  "hace 2 semanas",
  "3 de marzo de 2026",
  "vor 3 Tagen",
  "il y a 5 mois",
])("%s is a date", (text) => expect(isDate(text)).toBe(true));

test.each(["4.2 out of 5 stars", "May I come in?", "Anna October 2022", "12 reviews", "", "Room 14"])(
  "%s is no date",
  (text) => expect(isDate(text)).toBe(false),
);

test("the machine's date wins over the shown one", () => {
  document.body.innerHTML = '<p>5 days ago</p><time datetime="2026-11-01">last week</time>';
  expect(findDate(document.body)).toBe("2026-11-01");
});
