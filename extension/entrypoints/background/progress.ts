/** Collects the events of a drafting job into what the panel shows meanwhile. */

import type { TriageOut } from "../../src/shared/api";
import type { DraftsProgress } from "../../src/shared/protocol";
import type { OnEvent } from "./service";

/** Messages cost more than words: not every syllable of a model is worth one. */
const AT_MOST_EVERY_MS = 150;

export function progressOf(
  reviewKey: string,
  send: (progress: DraftsProgress) => void,
  now: () => number = Date.now,
): OnEvent {
  const progress: DraftsProgress = { kind: "drafts_progress", reviewKey, triage: null, texts: [] };
  let sentAt = 0;
  return (name, data) => {
    const { triage, draft, text } = data as { triage?: TriageOut; draft?: number; text?: string };
    if (name === "triage" && triage) progress.triage = triage;
    else if (name === "draft" && draft !== undefined && text !== undefined) progress.texts[draft] = text;
    else if (name === "delta" && draft !== undefined && text !== undefined)
      progress.texts[draft] = (progress.texts[draft] ?? "") + text;
    else return;
    if (name === "delta" && now() - sentAt < AT_MOST_EVERY_MS) return;
    sentAt = now();
    send({ ...progress, texts: Array.from(progress.texts, (piece) => piece ?? "") });
  };
}
