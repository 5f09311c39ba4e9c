/** "Draft a reply for the selected text": works on any page, known or not. */

import { type Browser, browser } from "wxt/browser";
import { sendToFrame } from "../../src/shared/channel";
import type { FoundReview } from "../../src/shared/protocol";
import { injectNow } from "../../src/shared/sites";
import { textReview } from "../../src/ui/state/text-review";
import { say } from "./words";

export const MENU_ID = "draft_selection";

/** Menus outlive the worker, so they are made once, at install. */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: MENU_ID, title: say("menu_draft_selection"), contexts: ["selection"] });
}

/** The selected text as a review: read by the page's content script if one can run there, else as it is. */
export async function reviewOfSelection(
  info: Browser.contextMenus.OnClickData,
  tab: Browser.tabs.Tab,
): Promise<FoundReview | null> {
  const tabId = tab.id ?? null;
  const selectionText = info.selectionText ?? "";
  const frameId = info.frameId ?? 0;
  if (tabId !== null) {
    const read =
      (await ask(selectionText, tabId, frameId)) ?? (await askAfterInjection(selectionText, tabId, frameId));
    if (read) return { ...read, place: { ...read.place, tabId, frameId } };
  }
  if (!selectionText.trim()) return null;
  return textReview(selectionText, {
    reader: "selection",
    url: info.pageUrl ?? null,
    pageTitle: tab.title ?? "",
  });
}

async function askAfterInjection(text: string, tabId: number, frameId: number): Promise<FoundReview | null> {
  return (await injectNow(tabId)) ? ask(text, tabId, frameId) : null;
}

async function ask(selectionText: string, tabId: number, frameId: number): Promise<FoundReview | null> {
  try {
    return (await sendToFrame({ kind: "selection_review", selectionText }, tabId, frameId)) ?? null;
  } catch {
    return null;
  }
}
