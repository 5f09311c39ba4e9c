/** Putting a text into a box: the gentlest way that works, proved by reading it back. Nothing is ever sent off. */

import { controlled } from "./controlled";
import type { Editor } from "./editor";
import { plain } from "./plain";
import { rich } from "./rich";
import { richDirect } from "./rich_direct";

/** In the order of trial. */
const EDITORS: readonly Editor[] = [plain, controlled, rich, richDirect];
const LONGEST_FRAME_MS = 150;

export interface Insertion {
  outcome: "inserted" | "refused_has_text" | "failed";
  readBack: boolean;
  /** The kind that did it, for the record. */
  kind: string | null;
}

/** The ways of writing that fit a box, gentlest first; empty when it is no editor. */
export function choose(box: HTMLElement): readonly Editor[] {
  return EDITORS.filter((editor) => editor.fits(box));
}

/** What stands in a box; "" for something that is no editor. */
export function contentOf(box: HTMLElement): string {
  return choose(box)[0]?.read(box) ?? "";
}

/**
 * Writes and reads back. What stands in the box already is kept unless `confirmed`; if no way works, the box is
 * left as it was found.
 */
export async function insert(box: HTMLElement, text: string, confirmed = false): Promise<Insertion> {
  const before = contentOf(box);
  if (same(before, text)) return { outcome: "inserted", readBack: true, kind: null };
  if (before.trim() !== "" && !confirmed) return { outcome: "refused_has_text", readBack: false, kind: null };
  const ways = isTooLong(box, text) ? [] : choose(box);
  for (const editor of ways) {
    editor.write(box, text);
    await twoFrames(box);
    if (same(editor.read(box), text)) return { outcome: "inserted", readBack: true, kind: editor.kind };
  }
  ways.at(-1)?.write(box, before);
  return { outcome: "failed", readBack: false, kind: null };
}

/** The page would cut it off when typed; written past its limit it would be refused on sending. */
function isTooLong(box: HTMLElement, text: string): boolean {
  const limit = Number(box.getAttribute("maxlength") ?? Number.NaN);
  return Number.isFinite(limit) && limit >= 0 && text.length > limit;
}

/** Frames, as pages redraw in them; a hidden tab draws none, so a timer stands in. */
export async function twoFrames(box: HTMLElement): Promise<void> {
  const view = box.ownerDocument.defaultView ?? window;
  for (let frame = 0; frame < 2; frame += 1)
    await new Promise<void>((done) => {
      const timer = setTimeout(done, LONGEST_FRAME_MS);
      view.requestAnimationFrame(() => {
        clearTimeout(timer);
        done();
      });
    });
}

/** Editors turn a line break into a paragraph and a space into a hard one; words and order must be the same. */
function same(read: string, meant: string): boolean {
  return normal(read) === normal(meant);
}

function normal(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[\n ]*/g, "\n")
    .trim();
}
