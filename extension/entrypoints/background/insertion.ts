/** Puts a draft into the box of exactly the review it was written for: that tab, that frame, that key. */

import { sendToFrame } from "../../src/shared/channel";
import type { InsertDraft, InsertResult } from "../../src/shared/protocol";
import { frameOf } from "./reviews";
import { say } from "./words";

export async function insertDraft(message: InsertDraft): Promise<InsertResult> {
  const tabId = message.place?.tabId ?? null;
  if (tabId === null) return { outcome: "clipboard", readBack: false, message: say("no_page_reason") };
  const candidates = new Set([message.place?.frameId ?? 0]);
  const current = await frameOf(tabId, message.reviewKey);
  if (current !== null) candidates.add(current);
  let last: InsertResult = {
    outcome: "not_found",
    readBack: false,
    message: say("tab_gone"),
    reason: "tab_gone",
  };
  for (const frameId of candidates) {
    const result = await insertInFrame(message, tabId, frameId);
    if (result && result.outcome !== "not_found") return result;
    last = result ?? last;
  }
  return last;
}

/** null: nobody listens in that frame any more. */
async function insertInFrame(
  message: InsertDraft,
  tabId: number,
  frameId: number,
): Promise<InsertResult | null> {
  try {
    return (await sendToFrame(message, tabId, frameId)) ?? null;
  } catch {
    return null;
  }
}
