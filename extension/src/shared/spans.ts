/** Spans on the wire are half-open UTF-16 offsets, which is what JavaScript strings count in. */

import type { SpanOut } from "./api";

/** True when the span lies inside the text, is cut at no surrogate pair and says what the text says there. */
export function spanFits(text: string, span: SpanOut): boolean {
  return (
    Number.isInteger(span.start) &&
    Number.isInteger(span.end) &&
    span.start >= 0 &&
    span.start <= span.end &&
    span.end <= text.length &&
    !splitsPair(text, span.start) &&
    !splitsPair(text, span.end) &&
    text.slice(span.start, span.end) === span.text
  );
}

/** The spans that still fit this text, ordered by start; the others belong to an older text and are dropped. */
export function fitting<S extends SpanOut>(text: string, spans: readonly S[]): S[] {
  return spans.filter((span) => spanFits(text, span)).sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A code-point offset → UTF-16 offset. Throws RangeError outside the text. */
export function toUtf16(text: string, codePoint: number): number {
  let units = 0;
  let points = 0;
  while (points < codePoint && units < text.length) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
    points += 1;
  }
  if (points !== codePoint) throw new RangeError(`offset ${codePoint} lies outside the text`);
  return units;
}

function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return isBetween(text.charCodeAt(at - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(at), 0xdc00, 0xdfff);
}

function isBetween(code: number, low: number, high: number): boolean {
  return code >= low && code <= high;
}
