/** A text with flags on it: cutting it up for display, moving flags with an edit, applying a replacement. */

import type { FlagOut, Level, LimitOut } from "../../shared/api";
import { fitting, spanFits } from "../../shared/spans";

export type FlagLevel = FlagOut["level"];

const RANK: Record<Level, number> = { ok: 0, hint: 1, warn: 2, block: 3 };

/** A stretch of the text; `level` null where nothing is flagged. */
export interface Segment {
  text: string;
  level: FlagLevel | null;
  /** Ids of the flags that cover it. */
  flags: string[];
}

/** The whole text in stretches, in order. Where flags overlap the most serious level shows. */
export function segments(text: string, flags: readonly FlagOut[]): Segment[] {
  const marks = fitting(text, flags).filter((flag) => flag.end > flag.start && !coversAll(text, flag));
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((a, b) => a - b);
  const stretches: Segment[] = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start = 0, end = 0] = cuts.slice(at, at + 2);
    const over = marks.filter((flag) => flag.start <= start && end <= flag.end);
    stretches.push({ text: text.slice(start, end), level: worst(over), flags: over.map(({ id }) => id) });
  }
  return stretches;
}

/** A flag on the whole text is said in the list only: underlining everything marks nothing. */
export function coversAll(text: string, flag: { start: number; end: number }): boolean {
  return flag.start === 0 && flag.end === text.length && text.length > 60;
}

export function worst(flags: readonly { level: FlagLevel }[]): FlagLevel | null {
  return flags.reduce<FlagLevel | null>(
    (worstYet, { level }) => (RANK[level] > RANK[worstYet ?? "ok"] ? level : worstYet),
    null,
  );
}

/** Most serious first, then as they stand in the text. */
export function byWeight(flags: readonly FlagOut[]): FlagOut[] {
  return [...flags].sort((a, b) => RANK[b.level] - RANK[a.level] || a.start - b.start);
}

/** Flags of `before` where they stand in `after`; a flag that the edit touched is dropped until the next check. */
export function moveFlags(before: string, after: string, flags: readonly FlagOut[]): FlagOut[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const shift = after.length - before.length;
  const moved = flags.flatMap((flag) => {
    if (flag.end <= head) return [flag];
    if (flag.start >= before.length - tail)
      return [{ ...flag, start: flag.start + shift, end: flag.end + shift }];
    return [];
  });
  return fitting(after, moved);
}

/** The text with the flag's words replaced, or null when they no longer stand there. */
export function replaceFlagged(text: string, flag: FlagOut, replacement: string): string | null {
  if (!spanFits(text, flag)) return null;
  const [before, after] = [text.slice(0, flag.start), text.slice(flag.end)];
  if (replacement !== "") return before + replacement + after;
  return joinAfterRemoval(before, after);
}

/** The limit with what this text uses of it, in the limit's own unit. */
export function usedOf(limit: LimitOut, text: string): LimitOut {
  const used = limit.unit === "bytes" ? new TextEncoder().encode(text).length : [...text].length;
  return { ...limit, used };
}

/** Removing words must not leave two spaces, or one before a full stop. */
function joinAfterRemoval(before: string, after: string): string {
  const gap = /[ \t]$/.test(before) || before === "" || before.endsWith("\n");
  if (gap && /^[ \t]/.test(after)) return before + after.replace(/^[ \t]+/, "");
  if (/^[.,;:!?]/.test(after)) return before.replace(/[ \t]+$/, "") + after;
  return before + after;
}
