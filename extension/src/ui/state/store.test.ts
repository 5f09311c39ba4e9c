import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { CheckOut, DraftOut, DraftsOut, FlagOut } from "../../shared/api";
import type { Called, CallFault, FoundReview, InsertResult } from "../../shared/protocol";
import { OWN, replyById } from "./job";
import { KEEP_MS, Keeper } from "./keeper";
import { PanelStore, type Ports } from "./store";
import { textReview } from "./text-review";

const limit = { unit: "chars" as const, max: 500, used: 0, hard: true };
const FAULT: CallFault = { fault: "not_reachable", message: "", cure: "", problem: null, retryAfter: null };
const DOWN = { ok: false as const, error: FAULT };

function review(key: string, rating: number | null = 2): FoundReview {
  const found = textReview(`Cold soup ${key}`, { reader: "paste", url: null, pageTitle: "" });
  const place = { tabId: 7, frameId: 0, handle: key };
  return { ...found, key, place, reader: "json_ld", review: { ...found.review, rating, rating_max: 5 } };
}

function draft(id: string, text = `Thank you. ${id}`): DraftOut {
  const made = { provider: "composer", model: "phrases", rulebook: "", prompt: "" };
  const counts = { prompt_tokens: 0, completion_tokens: 0, attempts: 1, fallback_reason: null };
  const provenance = { ...made, ...counts };
  return { id, text, tone: "warm", level: "ok", flags: [], coverage: [], limit, provenance };
}

function answer(...drafts: DraftOut[]): Called<DraftsOut> {
  const triage = { labels: [], strategy: "reply" as const, priority: 50, signals: [], advice: "" };
  const rest = { id: "a", cached: false, rulebook: "", took_ms: 1, language: "en", reply_language: "en" };
  return { ok: true, value: { ...rest, triage, points: [], drafts } };
}

function checkAnswer(flags: FlagOut[] = []): Called<CheckOut> {
  const level = flags[0]?.level ?? "ok";
  return { ok: true, value: { language: "en", level, flags, coverage: [], limit, took_ms: 1 } };
}

function blocking(text: string, words: string): FlagOut {
  const start = text.indexOf(words);
  const why = { text: "", source: "", url: null, kind: "law" as const };
  const rest = { message: "", why, replacements: ["hear"], score: 1 };
  return {
    id: "f",
    category: "c",
    rule: "c.r",
    level: "block",
    start,
    end: start + words.length,
    text: words,
    ...rest,
  };
}

/** A worker that can be told what to answer; `drafts` are answered when the test says so. */
function fakeWorker() {
  const waiting: { key: string; answer: (called: Called<DraftsOut>) => void }[] = [];
  const inserted: InsertResult = { outcome: "inserted", readBack: true, message: "" };
  const ports = {
    drafts: vi.fn<Ports["drafts"]>((key) => new Promise((answer) => waiting.push({ key, answer }))),
    check: vi.fn<Ports["check"]>(async () => checkAnswer()),
    cancel: vi.fn<Ports["cancel"]>(async () => {}),
    insert: vi.fn<Ports["insert"]>(async () => inserted),
    copy: vi.fn<Ports["copy"]>(async () => true),
    status: vi.fn<Ports["status"]>(async () => ({
      ok: true,
      fault: null,
      version: "0.1.0",
      message: "",
      cure: "",
    })),
    openedIn: vi.fn<Ports["openedIn"]>(async () => null),
    defaultBusiness: async () => "cafe",
    uiLanguage: () => "et",
  };
  return { ports, waiting };
}

function panel(ports: Ports, keeper = new Keeper()) {
  return { store: new PanelStore(ports, keeper, Date.now, 0), keeper };
}

/** A store that shows this review with these drafts. */
async function withDrafts(key: string, ...drafts: DraftOut[]) {
  const worker = fakeWorker();
  const { store, keeper } = panel(worker.ports);
  const opened = store.open(review(key));
  await vi.waitFor(() => expect(worker.waiting).toHaveLength(1));
  worker.waiting.shift()?.answer(answer(...drafts));
  await opened;
  return { store, keeper, ...worker };
}

const textOf = (store: PanelStore, id: string) => store.state.job && replyById(store.state.job, id)?.text;

beforeEach(() => fakeBrowser.reset());

test("opening a review asks for its drafts, with the person's business and language", async () => {
  const { store, ports } = await withDrafts("a", draft("d1"));
  expect(textOf(store, "d1")).toBe("Thank you. d1");
  const body = ports.drafts.mock.calls[0]?.[1];
  expect(body).toMatchObject({ business: "cafe", ui_language: "et", force: false, review: { rating: 2 } });
});

test("a rating that cannot be read is asked for and never assumed", async () => {
  const { ports } = fakeWorker();
  const { store } = panel(ports);
  await store.open(review("a", null));
  expect(ports.drafts).not.toHaveBeenCalled();
  store.change({ chosenRating: "unknown" });
  void store.draft();
  expect(ports.drafts.mock.calls[0]?.[1].review.rating).toBeNull();
  store.change({ chosenRating: 4 });
  void store.draft();
  expect(ports.drafts.mock.calls[1]?.[1].review.rating).toBe(4);
});

test("drafts that arrive for another review are never shown, but wait for their own", async () => {
  const { ports, waiting } = fakeWorker();
  const { store } = panel(ports);
  const first = store.open(review("a"));
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  void store.open(review("b"));
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[0]?.answer(answer(draft("for-a")));
  await first;
  expect(store.state.job?.found.key).toBe("b");
  expect(textOf(store, "for-a")).toBeUndefined();
  expect(store.state.drafting).toBe(true);
  await store.open(review("a"));
  expect(textOf(store, "for-a")).toBe("Thank you. for-a");
});

test("the answer to an older request for the same review is dropped", async () => {
  const { store, waiting } = await withDrafts("a", draft("d1"));
  const older = store.draft();
  const newer = store.draft(true);
  waiting[1]?.answer(answer(draft("newer")));
  await newer;
  waiting[0]?.answer(answer(draft("older")));
  await older;
  expect(textOf(store, "newer")).toBeDefined();
  expect(textOf(store, "older")).toBeUndefined();
});

test("what was typed survives the panel, the worker and a new load of the page", async () => {
  const { store, keeper, ports } = await withDrafts("a", draft("d1"));
  store.edit("d1", "Thank you, Mari.");
  store.edit(OWN, "My own words");
  await keeper.flush();
  const again = panel(ports).store;
  await again.open({ ...review("a"), place: { tabId: 9, frameId: 4, handle: "new" } });
  expect(textOf(again, "d1")).toBe("Thank you, Mari.");
  expect(textOf(again, OWN)).toBe("My own words");
  expect(again.state.restored).toBe(true);
  expect(again.state.job?.found.place.tabId).toBe(9);
});

test("a panel that opens without a review resumes the last one, with no page to insert into", async () => {
  const { store, keeper, ports } = await withDrafts("a", draft("d1"));
  store.edit("d1", "Half a sent");
  await keeper.flush();
  const again = panel(ports).store;
  await again.resume();
  expect(textOf(again, "d1")).toBe("Half a sent");
  expect(again.state.job?.found.place.tabId).toBeNull();
  ports.openedIn.mockResolvedValue(review("a"));
  const withTab = panel(ports).store;
  await withTab.resume();
  expect(withTab.state.job?.found.place.tabId).toBe(7);
});

test("typing without a pause is saved all the same, and a month later it is deleted", async () => {
  vi.useFakeTimers();
  let now = 1_000;
  const keeper = new Keeper(() => now, 300);
  const { ports } = fakeWorker();
  const store = new PanelStore(ports, keeper, () => now, 0);
  void store.open(review("a"));
  await vi.advanceTimersByTimeAsync(0);
  for (let at = 0; at < 10; at += 1) {
    store.edit(OWN, "x".repeat(at + 1));
    await vi.advanceTimersByTimeAsync(100);
  }
  vi.useRealTimers();
  expect((await new Keeper(() => now).load("a"))?.replies[0]?.text.length).toBeGreaterThan(5);
  now += KEEP_MS + 5_000;
  await new Keeper(() => now).prune();
  expect(Object.keys(await fakeBrowser.storage.local.get(null))).not.toContain("job:a");
});

test("new drafts take the place of untouched ones and leave the edited one", async () => {
  const { store, waiting } = await withDrafts("a", draft("d1"), draft("d2"));
  store.edit("d2", "Edited by hand");
  const again = store.draft(true);
  waiting.shift()?.answer(answer(draft("d3")));
  await again;
  expect(store.state.job?.replies.map(({ id }) => id)).toEqual(["d3", "d2", OWN]);
  expect(textOf(store, "d2")).toBe("Edited by hand");
});

test("a server that is down loses nothing and leaves editing possible", async () => {
  const { store, ports, waiting } = await withDrafts("a", draft("d1"));
  ports.check.mockResolvedValue(DOWN);
  store.edit("d1", "Still typing");
  await vi.waitFor(() => expect(store.state.fault?.fault).toBe("not_reachable"));
  const again = store.draft(true);
  waiting.shift()?.answer(DOWN);
  await again;
  expect(textOf(store, "d1")).toBe("Still typing");
  ports.check.mockResolvedValue(checkAnswer());
  await store.retry();
  await vi.waitFor(() => expect(store.state.fault).toBeNull());
});

test("a check of an older text changes nothing", async () => {
  const { store, ports } = await withDrafts("a", draft("d1"));
  let finish: (called: Called<CheckOut>) => void = () => {};
  ports.check.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
  store.edit("d1", "We will sue");
  await vi.waitFor(() => expect(ports.check).toHaveBeenCalledTimes(1));
  store.edit("d1", "We are sorry");
  finish(checkAnswer([blocking("We will sue", "sue")]));
  await vi.waitFor(() => expect(ports.check).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(store.state.checking).toBeNull());
  expect(store.state.job && replyById(store.state.job, "d1")?.flags).toEqual([]);
});

test("a replacement stands exactly where the flag was, and can be undone", async () => {
  const { store } = await withDrafts("a", draft("d1", "We will sue you."));
  const flag = blocking("We will sue you.", "will sue");
  store.replace("d1", flag, "hear");
  expect(textOf(store, "d1")).toBe("We hear you.");
  store.replace("d1", flag, "hear");
  expect(store.state.notice?.key).toBe("replace_moved");
  store.undo("d1");
  expect(textOf(store, "d1")).toBe("We will sue you.");
});

test("a text is checked before it is inserted, and one that is blocked stays here", async () => {
  const { store, ports } = await withDrafts("a", draft("d1"));
  ports.check.mockResolvedValue(checkAnswer([blocking("We will sue", "sue")]));
  store.edit("d1", "We will sue");
  await store.insert("d1");
  await store.copy("d1");
  expect(store.state.notice?.key).toBe("blocked_reason");
  expect(ports.insert).not.toHaveBeenCalled();
  expect(ports.copy).not.toHaveBeenCalled();
});

test.each<[Partial<InsertResult>, string, boolean]>([
  [{ outcome: "inserted", readBack: true }, "inserted", false],
  [{ outcome: "inserted", readBack: false }, "inserted_differs", false],
  [{ outcome: "clipboard", message: "It is on your clipboard" }, "insert_refused", true],
  [{ outcome: "not_found" }, "box_not_found", true],
  [{ outcome: "not_found", reason: "tab_gone" }, "tab_gone", true],
  [{ outcome: "refused_has_text" }, "box_occupied", true],
])("after an insertion that ends as %j the person reads %s", async (result, key, copied) => {
  const { store, ports } = await withDrafts("a", draft("d1"));
  ports.insert.mockResolvedValue({ outcome: "inserted", readBack: false, message: "", ...result });
  await store.insert("d1");
  expect(ports.insert.mock.calls[0]?.[0]).toMatchObject({ reviewKey: "a", place: { tabId: 7, handle: "a" } });
  expect(store.state.notice).toMatchObject({ key, replyId: "d1" });
  expect(ports.copy).toHaveBeenCalledTimes(copied ? 1 : 0);
});

test("reviews of two pages that carry the same short id are two reviews", async () => {
  const { store, keeper, ports, waiting } = await withDrafts("1", draft("d1"));
  const at = (url: string): FoundReview => ({ ...review("1"), review: { ...review("1").review, url } });
  const there = store.open(at("https://a.example/shop"));
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  waiting.shift()?.answer(answer(draft("there")));
  await there;
  store.edit("there", "For the shop");
  await keeper.flush();
  const again = panel(ports).store;
  void again.open(at("https://b.example/shop"));
  await vi.waitFor(() => expect(again.state.job).not.toBeNull());
  expect(textOf(again, "there")).toBeUndefined();
  await again.open(at("https://a.example/shop?sort=new"));
  expect(textOf(again, "there")).toBe("For the shop");
});

test("closing a review forgets it as the last one but keeps its work", async () => {
  const { store, keeper, ports } = await withDrafts("a", draft("d1"));
  store.edit("d1", "Kept");
  await store.close();
  expect(store.state.job).toBeNull();
  const again = panel(ports, keeper).store;
  await again.resume();
  expect(again.state.job).toBeNull();
  await again.open(review("a"));
  expect(textOf(again, "d1")).toBe("Kept");
});

test("drafts that grow are shown for the review in view only, and never as replies", async () => {
  const { store, waiting } = await withDrafts("a", draft("d1"));
  const progress = { kind: "drafts_progress" as const, triage: null, texts: ["Thank yo"] };
  store.takeProgress({ ...progress, reviewKey: "a" });
  expect(store.state.progress).toBeNull();
  const again = store.draft(true);
  store.takeProgress({ ...progress, reviewKey: "b" });
  expect(store.state.progress).toBeNull();
  store.takeProgress({ ...progress, reviewKey: "a" });
  expect(store.state.progress?.texts).toEqual(["Thank yo"]);
  expect(store.state.job?.replies.map(({ id }) => id)).toEqual(["d1", OWN]);
  waiting.shift()?.answer(answer(draft("d2")));
  await again;
  expect(store.state.progress).toBeNull();
});
