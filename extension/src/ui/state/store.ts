/** The panel's state and everything a person can do in it. Knows no component and no browser beyond its ports. */

import type { CheckOut, DraftsIn, DraftsOut, FlagOut } from "../../shared/api";
import type {
  Called,
  CallFault,
  ConnectionResult,
  DraftsProgress,
  FoundReview,
  InsertDraft,
  InsertResult,
} from "../../shared/protocol";
import {
  type Choices,
  canDraft,
  checkBody,
  checked,
  DEFAULT_CHOICES,
  draftsBody,
  draftsByItself,
  edited,
  identity,
  isBlocked,
  type Job,
  needsCheck,
  newJob,
  type Reply,
  refound,
  replaced,
  replyById,
  reset,
  signature,
  undone,
  withAnswer,
} from "./job";
import type { Keeper } from "./keeper";
import { type CheckTask, LiveCheck } from "./live-check";

/** What the panel asks of the worker, the clipboard and the settings. */
export interface Ports {
  drafts(reviewKey: string, body: DraftsIn): Promise<Called<DraftsOut>>;
  check(task: CheckTask): Promise<Called<CheckOut>>;
  cancel(reviewKey: string): Promise<void>;
  insert(message: InsertDraft): Promise<InsertResult>;
  /** False when the browser did not allow it. */
  copy(text: string): Promise<boolean>;
  status(): Promise<ConnectionResult>;
  /** The review opened last in a tab; null when there is none, or the browser has been restarted since. */
  openedIn(tabId: number): Promise<FoundReview | null>;
  /** The business set in the options, for a review that has none chosen yet. */
  defaultBusiness(): Promise<string | null>;
  uiLanguage(): string;
}

/** What happened to a reply, as the key of a sentence. */
export interface Notice {
  replyId: string;
  key: string;
  /** The sentence itself, when the page has said it already in the person's language. */
  text?: string;
  tone: "good" | "bad";
  /** Offers to replace what stands in the box. */
  mayReplaceBox?: boolean;
  mayUndo?: boolean;
}

export interface PanelState {
  job: Job | null;
  connection: ConnectionResult | null;
  drafting: boolean;
  /** Reply id whose text is being checked or waits for it. */
  checking: string | null;
  inserting: boolean;
  fault: CallFault | null;
  notice: Notice | null;
  restored: boolean;
  /** What is known while the drafts are being written. Not checked yet, so to be looked at only. */
  progress: Progress | null;
}

export type Progress = Pick<DraftsProgress, "triage" | "texts">;

const START: PanelState = {
  job: null,
  connection: null,
  drafting: false,
  checking: null,
  inserting: false,
  fault: null,
  notice: null,
  restored: false,
  progress: null,
};

export class PanelStore {
  private current: PanelState = START;
  private readonly listeners = new Set<() => void>();
  private readonly live: LiveCheck;
  /** Reviews whose drafts are on their way; the newest request of each counts. */
  private readonly asked = new Map<string, number>();
  private requests = 0;
  private openings = 0;

  constructor(
    private readonly ports: Ports,
    private readonly keeper: Keeper,
    private readonly now: () => number = Date.now,
    pauseMs?: number,
  ) {
    this.live = new LiveCheck(
      (task) => ports.check(task),
      (task, result) => this.takeCheck(task, result),
      pauseMs,
    );
  }

  get state(): PanelState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Shows this review, with whatever was kept of it. */
  async open(found: FoundReview): Promise<void> {
    const opening = ++this.openings;
    await this.keeper.flush();
    const kept = await this.keeper.load(identity(found));
    const choices = await this.choicesForNew();
    if (opening !== this.openings) return;
    const job = kept ? refound(kept, found) : newJob(found, choices, this.now());
    this.show(job, kept !== null);
    if (draftsByItself(job) && !this.asked.has(identity(found))) await this.draft();
  }

  /** For a panel that opens without a review: the one worked on last, with its place if that still stands. */
  async resume(): Promise<void> {
    const last = await this.keeper.last();
    if (!last || this.current.job) return;
    const { tabId } = last.found.place;
    const open = tabId === null ? null : await this.ports.openedIn(tabId);
    const nowhere = { ...last.found, place: { tabId: null, frameId: null, handle: "" } };
    if (this.current.job) return;
    this.show(refound(last, open && identity(open) === identity(last.found) ? open : nowhere), true);
  }

  async close(): Promise<void> {
    this.openings += 1;
    await this.keeper.flush();
    await this.keeper.forgetLast();
    this.live.cancel();
    this.set({ ...START, connection: this.current.connection });
  }

  async refreshConnection(): Promise<void> {
    const connection = await this.ports.status();
    this.set({ connection, ...(connection.ok && { fault: null }) });
  }

  change(change: Partial<Pick<Job, "chosenRating" | "typedText" | "selected">>): void {
    this.withJob((job) => this.put({ ...job, ...change }, { notice: null }));
  }

  choose(change: Partial<Choices>): void {
    this.withJob((job) => this.put({ ...job, choices: { ...job.choices, ...change } }));
  }

  async draft(force = false): Promise<void> {
    const { job } = this.current;
    if (!job || !canDraft(job)) return;
    const key = identity(job.found);
    const request = ++this.requests;
    this.asked.set(key, request);
    this.set({ drafting: true, progress: null, fault: null, notice: null, restored: false });
    this.keeper.save(job);
    const askedWith = signature(job);
    const called = await this.ports.drafts(key, draftsBody(job, this.ports.uiLanguage(), force));
    if (this.asked.get(key) !== request) return;
    this.asked.delete(key);
    const { job: shown } = this.current;
    if (shown && identity(shown.found) === key) this.takeDrafts(shown, called, askedWith);
    else if (called.ok) await this.keepForLater(key, called.value, askedWith);
  }

  /** Drafts as they grow; shown for the review in view only, and gone once they are checked. */
  takeProgress({ reviewKey, triage, texts }: DraftsProgress): void {
    const { job, drafting } = this.current;
    if (job && drafting && identity(job.found) === reviewKey) this.set({ progress: { triage, texts } });
  }

  async stop(): Promise<void> {
    const { job } = this.current;
    if (!job) return;
    const key = identity(job.found);
    this.asked.delete(key);
    this.set({ drafting: false, progress: null });
    await this.ports.cancel(key);
  }

  edit(replyId: string, text: string): void {
    this.withJob((job) => this.retext(edited(job, replyId, text), replyId, { notice: null }));
  }

  replace(replyId: string, flag: FlagOut, replacement: string): void {
    this.withJob((job) => {
      const next = replaced(job, replyId, flag, replacement);
      if (!next) return this.set({ notice: { replyId, key: "replace_moved", tone: "bad" } });
      this.retext(next, replyId, { notice: { replyId, key: "replaced", tone: "good", mayUndo: true } });
    });
  }

  undo(replyId: string): void {
    this.withJob((job) => this.retext(undone(job, replyId), replyId, { notice: null }));
  }

  reset(replyId: string): void {
    this.withJob((job) => this.retext(reset(job, replyId), replyId, { notice: null }));
  }

  /** Tries again what failed: the drafts when there are none, else the check of the text in view. */
  async retry(): Promise<void> {
    await this.refreshConnection();
    const { job } = this.current;
    const reply = job && replyById(job, job.selected);
    if (reply && needsCheck(reply)) this.checkSoon(reply.id);
    if (job && !job.answer) await this.draft();
  }

  /** Puts the reply into the box of the review it belongs to, after a check of exactly this text. */
  async insert(replyId: string, confirmed = false): Promise<void> {
    const reply = await this.checkedReply(replyId);
    const job = this.current.job;
    if (!job || !reply) return;
    const { found } = job;
    this.set({ inserting: true, notice: null });
    const message: InsertDraft = {
      kind: "insert_draft",
      reviewKey: found.key,
      place: found.place,
      text: reply.text,
      confirmed,
    };
    const result = await this.ports.insert(message);
    // The clipboard belongs to the person: it is used only when the page did not take the text.
    const copied = result.outcome === "inserted" || (await this.ports.copy(reply.text));
    this.set({ inserting: false });
    if (this.shows(found)) this.set({ notice: insertNotice(replyId, result, copied) });
  }

  async copy(replyId: string): Promise<void> {
    const reply = await this.checkedReply(replyId);
    if (!reply) return;
    const copied = await this.ports.copy(reply.text);
    this.set({ notice: { replyId, key: copied ? "copied" : "copy_failed", tone: copied ? "good" : "bad" } });
  }

  /** The reply once its present text is checked; null when it may not leave the panel. A dead server blocks nobody. */
  private async checkedReply(replyId: string): Promise<Reply | null> {
    const before = this.reply(replyId);
    if (!before || before.text.trim() === "") return null;
    if (needsCheck(before)) await this.checkNow(before);
    const reply = this.reply(replyId);
    if (!reply || reply.text !== before.text) return null;
    if (!isBlocked(reply)) return reply;
    this.set({ notice: { replyId, key: "blocked_reason", tone: "bad" } });
    return null;
  }

  private async checkNow(reply: Reply): Promise<void> {
    const { job } = this.current;
    if (!job) return;
    this.live.cancel();
    const body = checkBody(job, reply, this.ports.uiLanguage());
    const task = { reviewKey: identity(job.found), replyId: reply.id, body };
    this.set({ checking: reply.id });
    this.takeCheck(task, await this.ports.check(task));
  }

  private checkSoon(replyId: string): void {
    const { job } = this.current;
    const reply = job && replyById(job, replyId);
    if (!job || !reply || !needsCheck(reply)) {
      this.live.cancel();
      this.set({ checking: null });
      return;
    }
    this.set({ checking: replyId });
    this.live.request({
      reviewKey: identity(job.found),
      replyId,
      body: checkBody(job, reply, this.ports.uiLanguage()),
    });
  }

  private takeCheck(task: CheckTask, called: Called<CheckOut>): void {
    const { job } = this.current;
    if (!job || identity(job.found) !== task.reviewKey) return;
    const reply = replyById(job, task.replyId);
    // The text has moved on: its own check is waiting or under way.
    if (!reply || reply.text !== task.body.text) return;
    if (called.ok)
      this.put(checked(job, task.replyId, task.body.text, called.value), { checking: null, fault: null });
    else this.set({ checking: null, fault: called.error });
  }

  private takeDrafts(job: Job, called: Called<DraftsOut>, askedWith: string): void {
    if (!called.ok) {
      const fault = called.error.fault === "cancelled" ? null : called.error;
      this.set({ drafting: false, progress: null, fault });
    } else
      this.put(withAnswer(job, called.value, askedWith), { drafting: false, progress: null, fault: null });
  }

  /** Drafts that arrive after the person has moved on wait for their own review; they are never shown here. */
  private async keepForLater(key: string, answer: DraftsOut, askedWith: string): Promise<void> {
    const job = await this.keeper.load(key);
    if (job) this.keeper.save(withAnswer(job, answer, askedWith));
  }

  private retext(job: Job, replyId: string, rest: Partial<PanelState>): void {
    this.put(job, rest);
    this.checkSoon(replyId);
  }

  private show(job: Job, kept: boolean): void {
    this.live.cancel();
    const restored = kept && job.replies.some((reply) => reply.text !== reply.original);
    const drafting = this.asked.has(identity(job.found));
    // A review that was merely looked at is not kept: it is the person's own work that must not be lost.
    this.set({ ...START, connection: this.current.connection, job, drafting, restored });
    const reply = replyById(job, job.selected);
    if (reply && needsCheck(reply)) this.checkSoon(reply.id);
  }

  /** True while the panel is about this review. */
  shows(found: FoundReview): boolean {
    return this.current.job !== null && identity(this.current.job.found) === identity(found);
  }

  private reply(replyId: string): Reply | null {
    return this.current.job && replyById(this.current.job, replyId);
  }

  private put(job: Job, rest: Partial<PanelState> = {}): void {
    this.keeper.save(job);
    this.set({ job, ...rest });
  }

  private async choicesForNew(): Promise<Choices> {
    const last = { ...DEFAULT_CHOICES, ...(await this.keeper.lastChoices()) };
    const business = last.business ?? (await this.ports.defaultBusiness());
    return { ...last, business, replyLanguage: null };
  }

  private withJob(act: (job: Job) => void): void {
    if (this.current.job) act(this.current.job);
  }

  private set(change: Partial<PanelState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

const FALLBACKS: Record<Exclude<InsertResult["outcome"], "inserted">, string> = {
  clipboard: "insert_refused",
  refused_has_text: "box_occupied",
  not_found: "box_not_found",
};

function insertNotice(replyId: string, result: InsertResult, copied: boolean): Notice {
  if (result.outcome === "inserted") {
    const key = result.readBack ? "inserted" : "inserted_differs";
    return { replyId, key, tone: result.readBack ? "good" : "bad" };
  }
  if (result.outcome === "clipboard" && result.message !== "")
    return { replyId, key: "insert_refused", text: result.message, tone: "bad" };
  if (!copied) return { replyId, key: "copy_failed", tone: "bad" };
  const key = result.reason ?? FALLBACKS[result.outcome];
  return { replyId, key, tone: "bad", mayReplaceBox: result.outcome === "refused_has_text" };
}
