/** Checks what is typed: after a short pause, one request at a time, and answers to an older text are dropped. */

import type { CheckIn, CheckOut } from "../../shared/api";
import type { Called } from "../../shared/protocol";

export interface CheckTask {
  reviewKey: string;
  replyId: string;
  body: CheckIn;
}

export type RunCheck = (task: CheckTask) => Promise<Called<CheckOut>>;
export type DeliverCheck = (task: CheckTask, result: Called<CheckOut>) => void;

export const PAUSE_MS = 250;

export class LiveCheck {
  private waiting: CheckTask | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private inFlight = false;

  constructor(
    private readonly run: RunCheck,
    private readonly deliver: DeliverCheck,
    private readonly pauseMs: number = PAUSE_MS,
  ) {}

  /** Replaces whatever still waits and starts the pause anew. */
  request(task: CheckTask): void {
    this.waiting = task;
    this.clearTimer();
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.start();
    }, this.pauseMs);
  }

  /** Forgets what waits; an answer under way is dropped by whoever gets it. */
  cancel(): void {
    this.waiting = null;
    this.clearTimer();
  }

  private async start(): Promise<void> {
    const task = this.waiting;
    if (this.inFlight || !task) return;
    this.waiting = null;
    this.inFlight = true;
    const result = await this.run(task);
    this.inFlight = false;
    if (!this.isOverruled(task)) this.deliver(task, result);
    if (this.waiting && this.timer === null) void this.start();
  }

  /** A newer text of the same reply waits already, so nobody wants to see this one's result. */
  private isOverruled(task: CheckTask): boolean {
    return this.waiting?.reviewKey === task.reviewKey && this.waiting.replyId === task.replyId;
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
