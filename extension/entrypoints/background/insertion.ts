/** Puts a draft into the box of exactly the review it was written for: that tab, that frame, that key. */

import { sendToFrame } from "../../src/shared/channel";
import type { InsertDraft, InsertResult } from "../../src/shared/protocol";
import { frameOf } from "./reviews";
import { say } from "./words";

export async function insertDraft(message: InsertDraft): Promise<InsertResult> {
  const tabId = message.place?.tabId ?? null;
  if (tabId === null) return { outcome: "clipboard", readBack: false, message: say("no_page_reason") };
  // Where the review stands now comes first: a frame that it has left would only say that it is gone.
  const current = await frameOf(tabId, message.reviewKey);
  const frames = new Set([current ?? message.place?.frameId ?? 0, message.place?.frameId ?? 0]);
  for (const frameId of frames) {
    const result = await insertInFrame(message, tabId, frameId);
    if (result) return result;
  }
  return { outcome: "not_found", readBack: false, message: say("tab_gone"), reason: "tab_gone" };
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
