/** Dates as pages write them: machine-readable where they are, else the page's own words. */

import { isHidden, line } from "./text";

const LANGUAGES = ["en", "et", "zh-Hant", "bg", "kk", "ru", "es", "de", "fr", "it", "nl", "pt"];
const RELATIVE =
  /^(?:(?:reviewed|posted|written|edited|изменено)[:\s]+)?(?:(?:an?|one|\d+)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago|yesterday|today|(?:vor|seit)\s+(?:\d+|einem|einer|ein)\s+\p{L}+|gestern|heute|il y a\s+(?:\d+|une?)\s+\p{L}+|hier|aujourd[’']hui|hace\s+(?:\d+|una?)\s+\p{L}+|ayer|hoy|(?:\d+\s+)?\p{L}+\s+назад|вчера|сегодня|днес|преди\s+(?:\d+\s+)?\p{L}+|\d+\s+\p{L}+\s+бұрын|кеше|бүгін|(?:\d+\s+)?\p{L}+\s+tagasi|eile|täna|\d+\s*(?:秒|分鐘|分钟|小時|小时|天|週|周|個月|个月|年)前|昨天|今天)/iu;
const NUMERIC =
  /^(?:\p{L}+[\s:]+){0,2}(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)/u;
const LONGEST = 45;

const AROUND =
  /^(?:\d{1,4}(?:st|nd|rd|th|er|º)?|on|at|of|the|date|posted|reviewed|written|stayed|visited|am|vom|le|du|el|de|del|em|в|от|на|г|года|год|ж|жылы|a|p|m|pm)$/u;

let months: Set<string> | undefined;

/** True when a short text is a date or says how long ago something was. */
export function isDate(text: string): boolean {
  if (!text || text.length > LONGEST) return false;
  return RELATIVE.test(text) || NUMERIC.test(text) || namesMonth(text);
}

/** The first date in a card that does not lie in a skipped block. */
export function findDate(card: Element, skip: readonly Element[] = []): string | null {
  const outside = (element: Element) => !skip.some((block) => block.contains(element));
  const stated = [
    ...card.querySelectorAll("time[datetime], [itemprop=datePublished][content], [data-date]"),
  ].find(outside);
  const machine =
    stated && ["datetime", "content", "data-date"].map((name) => stated.getAttribute(name)).find(Boolean);
  if (machine) return machine;
  return shownDate(card, outside, 0) ?? shownDate(card, outside, 2);
}

/** A date in an element with at most so many children: the innermost says the date and nothing else. */
function shownDate(card: Element, outside: (element: Element) => boolean, children: number): string | null {
  for (const element of card.querySelectorAll("time, [class*=date i], span, small, p, div, li, a, em")) {
    if (element.childElementCount > children || (element.textContent ?? "").length > 3 * LONGEST) continue;
    if (!outside(element) || isHidden(element)) continue;
    const text = line(element);
    if (isDate(text)) return text;
  }
  return null;
}

/** "20 November 2025", "October 2022", "May 20", "on February 20, 2016": month, day or year, and little words. */
function namesMonth(text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/[\s,.:()\u200e\u200f-]+/u)
    .filter(Boolean);
  if (words.length > 8 || !words.some((word) => /^\d{1,4}$/.test(word))) return false;
  months ??= new Set(monthNames().map((name) => name.toLowerCase()));
  const known = months;
  const named = words.filter((word) => known.has(word));
  return named.length > 0 && words.every((word) => known.has(word) || AROUND.test(word));
}

function monthNames(): string[] {
  const names = new Set<string>();
  for (const language of LANGUAGES)
    for (const style of ["long", "short"] as const)
      for (let month = 0; month < 12; month += 1)
        for (const name of monthIn(language, style, month)) if (name.length > 2) names.add(name);
  return [...names];
}

function monthIn(language: string, style: "long" | "short", month: number): string[] {
  const date = new Date(2024, month, 15);
  const alone = new Intl.DateTimeFormat(language, { month: style }).format(date);
  const parts = new Intl.DateTimeFormat(language, { month: style, day: "numeric" }).formatToParts(date);
  // Beside a day many languages inflect the month: «мая», not «май».
  const inflected = parts.find((part) => part.type === "month")?.value ?? alone;
  return [alone, inflected].map((name) => name.replace(/\.$/, "")).filter((name) => /^\p{L}+$/u.test(name));
}
