/**
 * Every message between content script, service worker and panel. One union, told apart by `kind`; `Answers`
 * says what comes back for each kind. The content script and the panel never talk to each other or to the
 * network: both go through the worker.
 */

import type { CheckIn, CheckOut, DraftsIn, DraftsOut, ProblemOut, ReviewIn, TriageOut } from "./api";

/** Where a review stands: which tab and frame, and which element there. */
export interface ReviewPlace {
  /** Filled in by the worker from the sender; null while the message is still in the content script. */
  tabId: number | null;
  frameId: number | null;
  /** Handle of the element in its content script; lives as long as the page. */
  handle: string;
}

/** A review as read from a page. `key` is stable over reloads, so that what was typed for it can be kept by it. */
export interface FoundReview {
  key: string;
  review: ReviewIn;
  place: ReviewPlace;
  /** The page cuts the text off and the rest could not be read: show it, and let the person complete it. */
  truncated: boolean;
  /** Which reader found it: an adapter's slug, `json_ld`, `microdata`, `structure` or `selection`. */
  reader: string;
  pageTitle: string;
}

/** content → worker: what stands on the page now. Sent when it changes, never with a text longer than read. */
export interface ReviewRead {
  kind: "review_read";
  reviews: FoundReview[];
}

/** content → worker, on a click: open the panel for this review. Sent at once, while the click still counts. */
export interface OpenPanelForReview {
  kind: "open_panel_for_review";
  found: FoundReview;
}

/** panel → worker: which review is the panel about? The worker answers with the last one opened in that tab. */
export interface CurrentReview {
  kind: "current_review";
  tabId: number | null;
}

/** worker → panel: the panel is now about this review. */
export interface ReviewOpened {
  kind: "review_opened";
  found: FoundReview;
}

/** worker → panel: how far the drafts of a review have got, while they are being written. Nothing here is checked. */
export interface DraftsProgress {
  kind: "drafts_progress";
  reviewKey: string;
  triage: TriageOut | null;
  /** The texts so far, by number of the draft. */
  texts: string[];
}

/** panel → worker */
export interface RequestDrafts {
  kind: "request_drafts";
  reviewKey: string;
  body: DraftsIn;
}

/** panel → worker */
export interface RequestCheck {
  kind: "request_check";
  reviewKey: string;
  body: CheckIn;
}

/** panel → worker → content of the review's frame. `confirmed`: the person agreed to replace what is in the box. */
export interface InsertDraft {
  kind: "insert_draft";
  reviewKey: string;
  /** null inside the content script: the worker has used it to find the frame. */
  place: ReviewPlace | null;
  text: string;
  confirmed: boolean;
}

export type InsertOutcome = "inserted" | "clipboard" | "refused_has_text" | "not_found";

export interface InsertResult {
  outcome: InsertOutcome;
  /** True when, two frames later, the box held exactly what was put in. */
  readBack: boolean;
  /** What to tell the person, in their language. */
  message: string;
  /** Set by the worker when no content script could be asked: the tab was closed or shows something else. */
  reason?: "tab_gone";
}

/** worker → content (context menu): make a review of what is selected. Answered null when nothing is selected. */
export interface SelectionReview {
  kind: "selection_review";
  /** What the browser says is selected; used when the page cannot say more. */
  selectionText: string;
}

/** worker → content (all frames): read the page again and answer with what stands there. */
export interface ScanPage {
  kind: "scan_page";
}

/** worker → content: scroll to the review and show where it is. */
export interface ShowReview {
  kind: "show_review";
  reviewKey: string;
}

/** options → worker: try this address and token without saving them. */
export interface ConnectionTest {
  kind: "connection_test";
  serverUrl: string;
  token: string;
}

/** panel → worker: the same with the saved address and token. */
export interface ConnectionStatus {
  kind: "connection_status";
}

/** panel, options → worker: what a picker offers. */
export interface RequestLookup {
  kind: "request_lookup";
  what: "me" | "businesses" | "platforms";
}

/** panel → worker: the person stopped waiting for the drafts of this review. */
export interface CancelDrafts {
  kind: "cancel_drafts";
  reviewKey: string;
}

export type ConnectionFault =
  | "not_reachable"
  | "tls"
  | "cors"
  | "permission"
  | "token"
  | "version"
  | "not_replywright"
  | "address"
  | "token_missing"
  | "forbidden"
  | "rulebook"
  | "not_ready"
  | "timeout"
  | "too_many"
  | "worker";

export interface ConnectionResult {
  ok: boolean;
  fault: ConnectionFault | null;
  /** The service's version, when it said one. */
  version: string | null;
  message: string;
  /** What to do about the fault; "" when there is none. */
  cure: string;
}

/** Why a call to the service failed, in words a person can act upon. */
export interface CallFault {
  fault: ConnectionFault | "problem" | "cancelled";
  message: string;
  /** What the person can do about it. */
  cure: string;
  problem: ProblemOut | null;
  /** Seconds to wait before trying again, when the service said so. */
  retryAfter: number | null;
}

/** The result of a call to the service: a value or a fault, never an exception over the message channel. */
export type Called<T> = { ok: true; value: T } | { ok: false; error: CallFault };

export type ToWorker =
  | ReviewRead
  | OpenPanelForReview
  | CurrentReview
  | RequestDrafts
  | RequestCheck
  | InsertDraft
  | ConnectionTest
  | ConnectionStatus
  | RequestLookup
  | CancelDrafts;
export type ToContent = InsertDraft | SelectionReview | ScanPage | ShowReview;
export type ToPanel = ReviewOpened | DraftsProgress;
export type Message = ToWorker | ToContent | ToPanel;
export type Kind = Message["kind"];

export interface Answers {
  review_read: null;
  open_panel_for_review: null;
  current_review: FoundReview | null;
  review_opened: null;
  drafts_progress: null;
  request_drafts: Called<DraftsOut>;
  request_check: Called<CheckOut>;
  insert_draft: InsertResult;
  selection_review: FoundReview | null;
  scan_page: FoundReview[];
  show_review: boolean;
  connection_test: ConnectionResult;
  connection_status: ConnectionResult;
  request_lookup: Called<unknown>;
  cancel_drafts: null;
}

export type AnswerTo<M extends Message> = Answers[M["kind"]];

const KINDS: Record<Kind, true> = {
  review_read: true,
  open_panel_for_review: true,
  current_review: true,
  review_opened: true,
  drafts_progress: true,
  request_drafts: true,
  request_check: true,
  insert_draft: true,
  selection_review: true,
  scan_page: true,
  show_review: true,
  connection_test: true,
  connection_status: true,
  request_lookup: true,
  cancel_drafts: true,
};

/** True for one of our messages: an object whose `kind` is known. Its sender is checked by whoever listens. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" && Object.hasOwn(KINDS, value.kind);
}
