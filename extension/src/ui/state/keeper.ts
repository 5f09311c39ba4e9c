/** Keeps every job in the browser's local storage, by review, so that nothing typed is lost. */

import { browser } from "wxt/browser";
import { type Choices, identity, type Job } from "./job";

const PREFIX = "job:";
const LAST = "last_job";
const CHOICES = "last_choices";
export const KEEP_MS = 30 * 24 * 3600 * 1000;
const SAVE_AFTER_MS = 300;
const MOST_KEPT = 300;

export class Keeper {
  private readonly pending = new Map<string, Job>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly saveAfterMs: number = SAVE_AFTER_MS,
  ) {}

  /** Saves soon; call `flush` when the page is about to go. */
  save(job: Job): void {
    this.pending.set(identity(job.found), { ...job, touchedAt: this.now() });
    // The timer is not restarted by the next change: somebody who types without a pause is saved all the same.
    this.timer ??= setTimeout(() => void this.flush(), this.saveAfterMs);
  }

  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.pending.size === 0) return;
    const jobs = [...this.pending.values()];
    this.pending.clear();
    const last = jobs.at(-1);
    await browser.storage.local.set({
      ...Object.fromEntries(jobs.map((job) => [PREFIX + identity(job.found), job])),
      ...(last && { [LAST]: identity(last.found), [CHOICES]: { ...last.choices, notes: "" } }),
    });
  }

  /** The kept job of a review by its identity, or null. What is not saved yet counts too. */
  async load(key: string): Promise<Job | null> {
    const waiting = this.pending.get(key);
    if (waiting) return waiting;
    const kept: unknown = (await browser.storage.local.get(PREFIX + key))[PREFIX + key];
    return isJob(kept) && kept.touchedAt > this.now() - KEEP_MS ? kept : null;
  }

  /** The job that was worked on last, for a panel that opens without a review. */
  async last(): Promise<Job | null> {
    const key: unknown = (await browser.storage.local.get(LAST))[LAST];
    return typeof key === "string" ? this.load(key) : null;
  }

  async forgetLast(): Promise<void> {
    await browser.storage.local.remove(LAST);
  }

  /** Tone, length and business as chosen last, for the next review. */
  async lastChoices(): Promise<Partial<Choices>> {
    const kept: unknown = (await browser.storage.local.get(CHOICES))[CHOICES];
    return typeof kept === "object" && kept !== null ? kept : {};
  }

  /** Deletes what is older than 30 days, and the oldest beyond a number that fits the browser's quota. */
  async prune(): Promise<void> {
    const all = Object.entries(await browser.storage.local.get(null)).filter(([key]) =>
      key.startsWith(PREFIX),
    );
    const newestFirst = all.sort(([, a], [, b]) => touched(b) - touched(a));
    const oldest = this.now() - KEEP_MS;
    const gone = newestFirst.filter(([, job], rank) => rank >= MOST_KEPT || touched(job) < oldest);
    if (gone.length > 0) await browser.storage.local.remove(gone.map(([key]) => key));
  }
}

function touched(job: unknown): number {
  return isJob(job) ? job.touchedAt : 0;
}

/** Only the shape that older versions of this extension cannot have got wrong is looked at. */
function isJob(kept: unknown): kept is Job {
  if (typeof kept !== "object" || kept === null) return false;
  const { found, replies, touchedAt } = kept as Record<string, unknown>;
  return typeof found === "object" && Array.isArray(replies) && typeof touchedAt === "number";
}
