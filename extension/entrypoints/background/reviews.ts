/** Which review each tab is about, in session storage: the worker may have died since. */

import { browser } from "wxt/browser";
import type { FoundReview } from "../../src/shared/protocol";

const opened = (tabId: number) => `opened:${tabId}`;
const frames = (tabId: number) => `frames:${tabId}`;

export async function rememberOpened(tabId: number, found: FoundReview): Promise<void> {
  await browser.storage.session.set({ [opened(tabId)]: found });
}

/** The review last opened in that tab, or null. */
export async function openedIn(tabId: number): Promise<FoundReview | null> {
  const kept = (await browser.storage.session.get(opened(tabId)))[opened(tabId)];
  return (kept as FoundReview | undefined) ?? null;
}

/** Notes in which frame each review stands now; a reload moves a review to another frame without moving its key. */
export async function rememberFrames(tabId: number, frameId: number, keys: readonly string[]): Promise<void> {
  const known = await framesOf(tabId);
  const others = Object.entries(known).filter(([, frame]) => frame !== frameId);
  const here = keys.map((key): [string, number] => [key, frameId]);
  await browser.storage.session.set({ [frames(tabId)]: Object.fromEntries([...others, ...here]) });
}

export async function frameOf(tabId: number, key: string): Promise<number | null> {
  return (await framesOf(tabId))[key] ?? null;
}

export async function forgetTab(tabId: number): Promise<void> {
  await browser.storage.session.remove([opened(tabId), frames(tabId)]);
}

async function framesOf(tabId: number): Promise<Record<string, number>> {
  const kept = (await browser.storage.session.get(frames(tabId)))[frames(tabId)];
  return (kept as Record<string, number> | undefined) ?? {};
}
