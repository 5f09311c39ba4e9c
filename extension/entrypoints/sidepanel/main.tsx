/** Builds the panel and keeps it on the review that was opened last in the tab in view. */

import { render } from "preact";
import { browser } from "wxt/browser";
import { listen } from "../../src/shared/channel";
import type { FoundReview, ToPanel } from "../../src/shared/protocol";
import { readSettings, watchSettings } from "../../src/shared/settings";
import { App } from "../../src/ui/components/app";
import { Keeper } from "../../src/ui/state/keeper";
import { PanelStore } from "../../src/ui/state/store";
import { uiLanguage } from "../../src/ui/words";
import { currentReview, ports } from "../../src/ui/worker";

const RECONNECT_MS = 20_000;

const keeper = new Keeper();
const store = new PanelStore(ports, keeper);
const root = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  document.documentElement.lang = uiLanguage();
  document.documentElement.dir = browser.i18n.getMessage("@@bidi_dir") || "ltr";
  draw((await readSettings()).serverUrl);
  watchSettings((settings) => {
    draw(settings.serverUrl);
    void store.refreshConnection();
  });
  const { id: windowId } = await browser.windows.getCurrent();
  const [tab] = await browser.tabs.query({ active: true, windowId });
  const found = await currentReview(tab?.id ?? null);
  if (found) await showFound(found);
  else await store.resume();
  follow(windowId);
  void store.refreshConnection();
  void keeper.prune();
}

function draw(serverUrl: string): void {
  render(<App store={store} serverUrl={serverUrl} />, root);
}

function follow(windowId: number | undefined): void {
  listen<ToPanel>({
    async review_opened({ found }) {
      if (await isIn(windowId, found)) void showFound(found);
      return null;
    },
    drafts_progress(progress) {
      store.takeProgress(progress);
      return null;
    },
  });
  browser.tabs.onActivated.addListener(async ({ tabId, windowId: where }) => {
    if (where !== windowId) return;
    const found = await currentReview(tabId);
    // A tab without a review leaves the panel as it is: the person may only be looking something up.
    if (found && !store.shows(found)) void showFound(found);
  });
}

function showFound(found: FoundReview): Promise<void> {
  return store.open(found);
}

/** Every window has its own panel, and all of them hear the worker. */
async function isIn(windowId: number | undefined, found: FoundReview): Promise<boolean> {
  if (found.place.tabId === null) return true;
  const tab = await browser.tabs.get(found.place.tabId).catch(() => null);
  return tab === null || tab.windowId === windowId;
}

const flush = () => void keeper.flush();
window.addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
  else void store.refreshConnection();
});
setInterval(() => {
  if (store.state.connection && !store.state.connection.ok) void store.refreshConnection();
}, RECONNECT_MS);
void start();
