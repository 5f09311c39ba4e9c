import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { Message } from "../../src/shared/protocol";
import { textReview } from "../../src/ui/state/text-review";
import background from "./index";
import { MENU_ID } from "./selection";

vi.mock("./words", () => ({ say: (key: string) => key }));

const noEvent = () => ({ addListener: vi.fn(), removeListener: vi.fn() });
const open = vi.fn<(options: unknown) => Promise<void>>();
const setBadgeText = vi.fn(async () => {});
const menuClicked = noEvent();
const found = textReview("Cold soup.", { reader: "paste", url: null, pageTitle: "" });

function start(): void {
  Object.assign(fakeBrowser, {
    sidePanel: { open, setPanelBehavior: vi.fn(async () => {}) },
    contextMenus: { onClicked: menuClicked, create: vi.fn(), removeAll: vi.fn() },
    permissions: { onAdded: noEvent(), onRemoved: noEvent(), getAll: async () => ({ origins: [] }) },
    scripting: { getRegisteredContentScripts: async () => [], executeScript: async () => Promise.reject() },
    action: { setBadgeText },
    i18n: { getUILanguage: () => "en" },
  });
  fakeBrowser.runtime.getManifest = () => ({ version: "0.1.0" }) as never;
  background.main();
}

/** As the browser delivers a message; the answer is what the worker sends back. */
function deliver(message: Message, sender: object): Promise<unknown> {
  return new Promise((answer) => {
    void fakeBrowser.runtime.onMessage.trigger(
      message,
      { id: fakeBrowser.runtime.id, ...sender } as never,
      answer as never,
    );
  });
}

beforeEach(() => {
  fakeBrowser.reset();
  open.mockReset().mockResolvedValue(undefined);
  start();
});

const fromPage = { tab: { id: 7, windowId: 3 }, frameId: 2 };

test("the panel is asked to open before anything is awaited, while the click still counts", async () => {
  const answered = deliver({ kind: "open_panel_for_review", found }, fromPage);
  expect(open).toHaveBeenCalledWith({ windowId: 3 });
  await answered;
  const kept = await deliver({ kind: "current_review", tabId: 7 }, {});
  expect(kept).toMatchObject({ key: found.key, place: { tabId: 7, frameId: 2 } });
});

test("a worker that died and was started again still knows the review of each tab", async () => {
  await deliver({ kind: "open_panel_for_review", found }, fromPage);
  fakeBrowser.runtime.onMessage.removeAllListeners();
  start();
  expect(await deliver({ kind: "current_review", tabId: 7 }, {})).toMatchObject({ key: found.key });
});

test("where the browser refuses to open the panel, a mark on the button says that something waits", async () => {
  open.mockRejectedValue(new Error("may only be called in response to a user gesture"));
  await deliver({ kind: "open_panel_for_review", found }, fromPage);
  await vi.waitFor(() => expect(setBadgeText).toHaveBeenCalledWith({ tabId: 7, text: "1" }));
});

test("messages of another extension or of a page are not answered", () => {
  const answer = vi.fn();
  void fakeBrowser.runtime.onMessage.trigger(
    { kind: "current_review", tabId: 7 } as never,
    { id: "another-extension" } as never,
    answer as never,
  );
  expect(answer).not.toHaveBeenCalled();
});

test("selected text becomes a review even where no script can run", async () => {
  fakeBrowser.tabs.sendMessage = (async () => Promise.reject(new Error("no receiver"))) as never;
  const clicked = menuClicked.addListener.mock.lastCall?.[0] as (info: object, tab: object) => void;
  clicked(
    { menuItemId: MENU_ID, selectionText: " Cold soup. ", pageUrl: "https://a.example/" },
    fromPage.tab,
  );
  expect(open).toHaveBeenCalledWith({ windowId: 3 });
  await vi.waitFor(async () => {
    const kept = await deliver({ kind: "current_review", tabId: 7 }, {});
    expect(kept).toMatchObject({ reader: "selection", review: { text: "Cold soup.", rating: null } });
  });
});
