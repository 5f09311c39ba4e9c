/** The service worker. It may die at any moment: all listeners stand at top level, all state in the session. */

import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { listen, sendToPanel } from "../../src/shared/channel";
import type { FoundReview, ToWorker } from "../../src/shared/protocol";
import { readSettings, watchSettings } from "../../src/shared/settings";
import { injectNow, isGranted, registerContentScripts } from "../../src/shared/sites";
import { testConnection } from "./connection";
import { insertDraft } from "./insertion";
import { openPanel, openPanelFromToolbar, unmark } from "./panel";
import { progressOf } from "./progress";
import { forgetTab, openedIn, rememberFrames, rememberOpened } from "./reviews";
import { createMenu, MENU_ID, reviewOfSelection } from "./selection";
import { Service } from "./service";

export default defineBackground(() => {
  const service = new Service({
    fetch: (...request) => fetch(...request),
    access: readSettings,
    language: () => browser.i18n.getUILanguage(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  // Registrations are kept by the browser; once per start-up they are brought in line with what is granted now.
  const initialised = registerContentScripts().catch(() => undefined);
  /** Requests under way in this life of the worker. If it dies they die with it, and the panel asks again. */
  const underWay = new Map<string, AbortController>();
  const connection = {
    fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
    isGranted,
    version: browser.runtime.getManifest().version,
  };

  async function opened(found: FoundReview, tabId: number): Promise<void> {
    await initialised;
    await rememberOpened(tabId, found);
    await sendToPanel({ kind: "review_opened", found });
  }

  listen<ToWorker>({
    open_panel_for_review({ found }, sender) {
      // First of all and synchronously: the click counts no longer once anything was awaited.
      void openPanel(sender.tab?.windowId, sender.tab?.id);
      const tabId = sender.tab?.id;
      if (tabId === undefined) return null;
      const place = { ...found.place, tabId, frameId: sender.frameId ?? 0 };
      return opened({ ...found, place }, tabId).then(() => null);
    },
    async review_read({ reviews }, sender) {
      const tabId = sender.tab?.id;
      if (tabId !== undefined)
        await rememberFrames(
          tabId,
          sender.frameId ?? 0,
          reviews.map(({ key }) => key),
        );
      return null;
    },
    current_review({ tabId }) {
      if (tabId === null) return null;
      void unmark(tabId);
      return openedIn(tabId);
    },
    async request_drafts({ reviewKey, body }) {
      await initialised;
      underWay.get(reviewKey)?.abort();
      const controller = new AbortController();
      underWay.set(reviewKey, controller);
      const onEvent = progressOf(reviewKey, (progress) => void sendToPanel(progress));
      const called = await service.drafts(body, controller.signal, onEvent);
      if (underWay.get(reviewKey) === controller) underWay.delete(reviewKey);
      return called;
    },
    cancel_drafts({ reviewKey }) {
      underWay.get(reviewKey)?.abort();
      return null;
    },
    request_check: ({ body }) => service.check(body),
    request_lookup: ({ what }) => service.lookup(what),
    insert_draft: insertDraft,
    connection_test: (access) => testConnection(access, connection),
    connection_status: async () => testConnection(await readSettings(), connection),
  });

  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== MENU_ID || !tab) return;
    void openPanel(tab.windowId, tab.id);
    const tabId = tab.id;
    if (tabId === undefined) return;
    void reviewOfSelection(info, tab).then((found) => found && opened(found, tabId));
  });
  browser.runtime.onInstalled.addListener(() => void createMenu());
  browser.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));
  browser.permissions.onAdded.addListener(({ origins = [] }) => void startOn(origins));
  browser.permissions.onRemoved.addListener(() => void registerContentScripts());
  watchSettings(() => void registerContentScripts().catch(() => undefined));
  openPanelFromToolbar();
});

/** A site was just granted: pages of it that are open already get their buttons without a reload. */
async function startOn(origins: string[]): Promise<void> {
  await registerContentScripts().catch(() => undefined);
  if (origins.length === 0) return;
  const tabs = await browser.tabs.query({ url: origins });
  await Promise.all(tabs.map((tab) => (tab.id === undefined ? false : injectNow(tab.id))));
}
