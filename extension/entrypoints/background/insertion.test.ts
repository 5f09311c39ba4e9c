import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { InsertDraft, InsertResult } from "../../src/shared/protocol";
import { textReview } from "../../src/ui/state/text-review";
import { insertDraft } from "./insertion";
import { forgetTab, openedIn, rememberFrames, rememberOpened } from "./reviews";

vi.mock("./words", () => ({ say: (key: string) => key }));

const sent: [number, number][] = [];

/** Frames of tabs that listen, by "tab/frame", with what they answer. */
function framesThatAnswer(frames: Record<string, InsertResult>): void {
  sent.length = 0;
  fakeBrowser.tabs.sendMessage = (async (tabId: number, _message: unknown, options: { frameId: number }) => {
    sent.push([tabId, options.frameId]);
    const answer = frames[`${tabId}/${options.frameId}`];
    if (!answer) throw new Error("Could not establish connection. Receiving end does not exist.");
    return answer;
  }) as never;
}

const INSERTED: InsertResult = { outcome: "inserted", readBack: true, message: "" };
const MISSING: InsertResult = { outcome: "not_found", readBack: false, message: "" };

function message(tabId: number | null, frameId: number | null): InsertDraft {
  const place = { tabId, frameId, handle: "h" };
  return { kind: "insert_draft", reviewKey: "k", place, text: "Thank you.", confirmed: false };
}

beforeEach(() => fakeBrowser.reset());

test("a draft goes to the tab and frame of its review and nowhere else", async () => {
  framesThatAnswer({ "7/3": INSERTED, "7/0": INSERTED, "8/3": INSERTED });
  expect(await insertDraft(message(7, 3))).toEqual(INSERTED);
  expect(sent).toEqual([[7, 3]]);
});

test("after a reload the frame where the review stands now is asked first", async () => {
  framesThatAnswer({ "7/0": MISSING, "7/12": INSERTED });
  await rememberFrames(7, 12, ["k"]);
  expect(await insertDraft(message(7, 0))).toEqual(INSERTED);
  expect(sent).toEqual([[7, 12]]);
});

test("a tab that is gone is said so, and no other tab is tried", async () => {
  framesThatAnswer({ "8/0": INSERTED });
  expect(await insertDraft(message(7, 0))).toMatchObject({ outcome: "not_found", reason: "tab_gone" });
});

test("a review without a page is left to the clipboard", async () => {
  framesThatAnswer({});
  expect(await insertDraft(message(null, null))).toMatchObject({ outcome: "clipboard" });
  expect(sent).toEqual([]);
});

test("the review opened in a tab outlives the worker and goes with the tab", async () => {
  const found = textReview("Cold soup.", { reader: "paste", url: null, pageTitle: "" });
  await rememberOpened(7, found);
  expect(await openedIn(7)).toEqual(found);
  expect(await openedIn(8)).toBeNull();
  await forgetTab(7);
  expect(await openedIn(7)).toBeNull();
});
