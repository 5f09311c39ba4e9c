/** Opening the panel, in Chrome (side panel) and Firefox (sidebar). */

import { browser } from "wxt/browser";

interface SidebarAction {
  open(): Promise<void>;
}

const sidebar = (): SidebarAction | undefined =>
  (browser as unknown as { sidebarAction?: SidebarAction }).sidebarAction;

/**
 * Must be called without anything awaited since the click: the browser opens a panel only while the click still
 * counts. A refusal is no fault: the review waits in the session and shows when the person opens the panel.
 */
export function openPanel(windowId: number | undefined, tabId: number | undefined): Promise<void> {
  try {
    if (browser.sidePanel) {
      if (windowId !== undefined) return browser.sidePanel.open({ windowId }).catch(ignore);
      return tabId === undefined ? Promise.resolve() : browser.sidePanel.open({ tabId }).catch(ignore);
    }
    return sidebar()?.open().catch(ignore) ?? Promise.resolve();
  } catch {
    return Promise.resolve();
  }
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
