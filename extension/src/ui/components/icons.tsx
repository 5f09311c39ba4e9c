/** Small drawings. A level is told by shape first and colour second. */

import type { Level } from "../../shared/api";

const SHAPES: Record<Level, string> = {
  ok: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm3.3 4.9-3.9 4.3a.8.8 0 0 1-1.2 0L4.6 9.1l1.2-1 1 1.1 3.3-3.8Z",
  hint: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-.8 3h1.6v1.7H7.2Zm0 2.9h1.6v4.2H7.2Z",
  warn: "M8 1.2 15.4 14H.6Zm-.8 4.9v4h1.6v-4Zm0 5v1.6h1.6v-1.6Z",
  block: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM4.2 7.1v1.8h7.6V7.1Z",
};

export function LevelIcon({ level }: { level: Level }) {
  return (
    <svg class={`level-icon is-${level}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[level]} fill-rule="evenodd" />
    </svg>
  );
}

const LINES = {
  gear: "M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8Zm0-4.1v1.7m0 9.6v1.7M1.5 8h1.7m9.6 0h1.7M3.4 3.4l1.2 1.2m6.8 6.8 1.2 1.2m0-9.2-1.2 1.2m-6.8 6.8-1.2 1.2",
  close: "m4 4 8 8m0-8-8 8",
  tick: "m3 8.4 3.2 3.2L13 4.6",
  open: "M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6Z",
  chevron: "m4 6 4 4 4-4",
};

export function LineIcon({ name }: { name: keyof typeof LINES }) {
  return (
    <svg class="line-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={LINES[name]} />
    </svg>
  );
}

/** Stars as the reviewer gave them, halves included; the number is said beside them for everybody. */
export function Stars({ value, max }: { value: number; max: number }) {
  const share = `${(100 * Math.min(value, max)) / max}%`;
  const row = "★".repeat(Math.min(10, Math.max(1, Math.round(max))));
  return (
    <span class="stars" aria-hidden="true">
      {row}
      <span class="stars-full" style={{ inlineSize: share }}>
        {row}
      </span>
    </span>
  );
}
