/** Everything about one review that a person would miss if it were lost, and the steps that change it. All pure. */

import type {
  CheckIn,
  CheckOut,
  CoverageOut,
  DraftOut,
  DraftsIn,
  DraftsOut,
  FlagOut,
  Length,
  Level,
  LimitOut,
  ProvenanceOut,
  ReviewIn,
  Tone,
} from "../../shared/api";
import type { FoundReview } from "../../shared/protocol";
import { moveFlags, replaceFlagged, usedOf, worst } from "./flagged-text";

export const OWN = "own";
const MOST_PAST_TEXTS = 50;

export interface Choices {
  tone: Tone;
  length: Length;
  /** null: the review's own language. */
  replyLanguage: string | null;
  notes: string;
  business: string | null;
}

/** A text that may become the reply. `checked` is the text that flags, coverage and level speak of. */
export interface Reply {
  id: string;
  text: string;
  original: string;
  /** Earlier texts, last is newest; each replacement and reset adds one. */
  past: string[];
  checked: string | null;
  level: Level;
  flags: FlagOut[];
  coverage: CoverageOut[];
  limit: LimitOut | null;
  provenance: ProvenanceOut | null;
}

export interface Job {
  found: FoundReview;
  /** What the person said of the rating: a number, or "unknown"; null as long as they said nothing. */
  chosenRating: number | "unknown" | null;
  /** The review's text as typed or pasted by the person; null as long as they did not. */
  typedText: string | null;
  choices: Choices;
  answer: DraftsOut | null;
  /** What the answer was asked with, to tell when it is out of date. */
  askedWith: string | null;
  replies: Reply[];
  selected: string;
  /** Milliseconds since 1970. */
  touchedAt: number;
}

export const DEFAULT_CHOICES: Choices = {
  tone: "warm",
  length: "medium",
  replyLanguage: null,
  notes: "",
  business: null,
};

export function newJob(found: FoundReview, choices: Choices, now: number): Job {
  return {
    found,
    chosenRating: null,
    typedText: null,
    choices: { ...choices, notes: "" },
    answer: null,
    askedWith: null,
    replies: [emptyReply(OWN)],
    selected: OWN,
    touchedAt: now,
  };
}

/**
 * What a review is known by here. Ids of unknown sites may be as short as "1", so they count within their page only:
 * a draft must never turn up at another review.
 */
export function identity({ key, reader, review }: FoundReview): string {
  if (review.platform !== "generic" || review.url === null || reader === "selection") return key;
  try {
    const { host, pathname } = new URL(review.url);
    return `${host}${pathname}|${key}`;
  } catch {
    return key;
  }
}

/** The same work with the review as it reads now: its place changes with every load of the page. */
export function refound(job: Job, found: FoundReview): Job {
  return { ...job, found };
}

/** The review as it goes to the service: as read, with what the person added. */
export function reviewOf(job: Job): ReviewIn {
  const { review } = job.found;
  const rating =
    typeof job.chosenRating === "number" ? job.chosenRating : job.chosenRating ? null : review.rating;
  return { ...review, text: job.typedText ?? review.text, rating, rating_max: ratingMax(job) };
}

export function ratingMax(job: Job): number {
  return job.found.review.rating_max ?? 5;
}

/** True when neither page nor person has said anything of the rating. */
export function ratingIsOpen(job: Job): boolean {
  return job.found.review.rating === null && job.chosenRating === null;
}

export function canDraft(job: Job): boolean {
  const review = reviewOf(job);
  return review.text.trim() !== "" || review.rating !== null;
}

/** Pressing the button beside a review already asks for drafts; an unreadable one is completed by the person first. */
export function draftsByItself(job: Job): boolean {
  if (job.answer || !canDraft(job) || job.found.truncated) return false;
  return !ratingIsOpen(job) || job.found.reader === "selection";
}

export function draftsBody(job: Job, uiLanguage: string, force: boolean): DraftsIn {
  const { tone, length, replyLanguage, notes, business } = job.choices;
  return {
    review: reviewOf(job),
    business,
    tone,
    length,
    notes,
    reply_language: replyLanguage,
    ui_language: uiLanguage,
    force,
  };
}

export function checkBody(job: Job, reply: Reply, uiLanguage: string): CheckIn {
  const review = reviewOf(job);
  return {
    text: reply.text,
    review,
    platform: review.platform,
    business: job.choices.business,
    notes: job.choices.notes,
    reply_language: job.choices.replyLanguage,
    ui_language: uiLanguage,
    scope: reply.text === reply.original && reply.provenance ? "draft" : "edit",
  };
}

/** Equal for two states of a job that would be answered alike. */
export function signature(job: Job): string {
  return JSON.stringify(draftsBody(job, "", false));
}

/** New drafts take the place of those nobody touched; what a person typed stays, under its own name. */
export function withAnswer(job: Job, answer: DraftsOut, askedWith: string): Job {
  const touched = job.replies.filter((reply) => reply.id !== OWN && reply.text !== reply.original);
  const fresh = answer.drafts.map((draft) => touched.find(({ id }) => id === draft.id) ?? replyOf(draft));
  const kept = touched.filter(({ id }) => !fresh.some((reply) => reply.id === id));
  const own = replyById(job, OWN) ?? emptyReply(OWN);
  const replies = [...fresh, ...kept, own];
  const staysOn =
    job.answer !== null && [...kept, own].some(({ id, text }) => id === job.selected && text !== "");
  const selected = staysOn ? job.selected : (replies[0]?.id ?? OWN);
  return { ...job, answer, askedWith, replies, selected };
}

export function replyById(job: Job, id: string): Reply | null {
  return job.replies.find((reply) => reply.id === id) ?? null;
}

export function edited(job: Job, id: string, text: string): Job {
  return changeReply(job, id, (reply) => retexted(reply, text));
}

/** null when the flagged words no longer stand where the flag says. */
export function replaced(job: Job, id: string, flag: FlagOut, replacement: string): Job | null {
  const reply = replyById(job, id);
  const text = reply && replaceFlagged(reply.text, flag, replacement);
  return reply && text !== null ? changeReply(job, id, () => remembering(reply, text)) : null;
}

export function reset(job: Job, id: string): Job {
  return changeReply(job, id, (reply) => remembering(reply, reply.original));
}

export function undone(job: Job, id: string): Job {
  return changeReply(job, id, (reply) => {
    const before = reply.past.at(-1);
    return before === undefined ? reply : { ...retexted(reply, before), past: reply.past.slice(0, -1) };
  });
}

/** The result of a check, if it is about the text as it stands now; otherwise the job as it was. */
export function checked(job: Job, id: string, text: string, result: CheckOut): Job {
  return changeReply(job, id, (reply) => {
    if (reply.text !== text) return reply;
    const { level, flags, coverage, limit } = result;
    return { ...reply, checked: text, level, flags, coverage, limit };
  });
}

export function needsCheck(reply: Reply): boolean {
  return reply.text.trim() !== "" && reply.checked !== reply.text;
}

/** Blocked as far as is known: by the check of this very text, or by a flag that still stands in it. */
export function isBlocked(reply: Reply): boolean {
  if (reply.checked === reply.text) return reply.level === "block";
  return worst(reply.flags) === "block";
}

function changeReply(job: Job, id: string, change: (reply: Reply) => Reply): Job {
  return { ...job, replies: job.replies.map((reply) => (reply.id === id ? change(reply) : reply)) };
}

function remembering(reply: Reply, text: string): Reply {
  if (text === reply.text) return reply;
  return { ...retexted(reply, text), past: [...reply.past, reply.text].slice(-MOST_PAST_TEXTS) };
}

function retexted(reply: Reply, text: string): Reply {
  const flags = moveFlags(reply.text, text, reply.flags);
  return { ...reply, text, flags, limit: reply.limit && usedOf(reply.limit, text) };
}

function replyOf(draft: DraftOut): Reply {
  const { id, text, level, flags, coverage, limit, provenance } = draft;
  return { id, text, original: text, past: [], checked: text, level, flags, coverage, limit, provenance };
}

function emptyReply(id: string): Reply {
  return {
    id,
    text: "",
    original: "",
    past: [],
    checked: null,
    level: "ok",
    flags: [],
    coverage: [],
    limit: null,
    provenance: null,
  };
}
