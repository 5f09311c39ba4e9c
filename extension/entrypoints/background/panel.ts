/** Opening the panel, in Chrome (side panel) and Firefox (sidebar). */

import { browser } from "wxt/browser";

interface SidebarAction {
  open(): Promise<void>;
}

const sidebar = (): SidebarAction | undefined =>
  (browser as unknown as { sidebarAction?: SidebarAction }).sidebarAction;

/**
 * Must be called without anything awaited since the click: the browser opens a panel only while the click still
 * counts. Where it refuses all the same (Firefox does so for a click in a page), a mark on the toolbar button says
 * that something waits there.
 */
export function openPanel(windowId: number | undefined, tabId: number | undefined): Promise<void> {
  return opening(windowId, tabId).catch(() => mark(tabId, "1"));
}

/** Takes the mark away: the panel has seen what waited. */
export function unmark(tabId: number): Promise<void> {
  return mark(tabId, "");
}

async function opening(windowId: number | undefined, tabId: number | undefined): Promise<void> {
  if (!browser.sidePanel) return sidebar()?.open();
  if (windowId !== undefined) return browser.sidePanel.open({ windowId });
  if (tabId !== undefined) return browser.sidePanel.open({ tabId });
}

async function mark(tabId: number | undefined, text: string): Promise<void> {
  if (tabId !== undefined) await browser.action.setBadgeText({ tabId, text }).catch(ignore);
}

/** The toolbar button opens the panel too. To be called at top level. */
export function openPanelFromToolbar(): void {
  if (browser.sidePanel) {
    void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(ignore);
    return;
  }
  browser.action.onClicked.addListener(() => void openPanel(undefined, undefined));
}

function ignore(): void {}
