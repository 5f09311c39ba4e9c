/** The HTTP contract of the service, as far as the extension uses it. All spans are half-open UTF-16 offsets. */

export type Level = "ok" | "hint" | "warn" | "block";
export type Strategy = "reply" | "reply_ask_details" | "report" | "no_reply" | "escalate";
export type DraftKind = "public_reply" | "private_message" | "follow_up" | "platform_report" | "staff_note";
export type Tone = "warm" | "neutral" | "formal";
export type Length = "short" | "medium" | "long";
export type Scope = "draft" | "edit";

/** A review as it was read. `null` means that it could not be read; nothing is assumed. */
export interface ReviewIn {
  platform: string;
  text: string;
  rating: number | null;
  rating_max: number | null;
  author: string | null;
  language: string | null;
  review_id: string | null;
  url: string | null;
  posted_at: string | null;
  existing_reply: string | null;
}

export interface DraftsIn {
  review: ReviewIn;
  business: string | null;
  kind?: DraftKind;
  count?: number;
  tone?: Tone;
  length?: Length;
  notes?: string;
  reply_language?: string | null;
  /** The language of advice and flag messages. */
  ui_language?: string | null;
  force?: boolean;
}

export interface SpanOut {
  start: number;
  end: number;
  text: string;
}

export interface SignalOut extends SpanOut {
  label: string;
}

export interface PointOut extends SpanOut {
  id: string;
  kind?: "complaint" | "praise" | "question";
}

export interface TriageOut {
  labels: string[];
  strategy: Strategy;
  /** 0 (can wait) to 100 (now). */
  priority: number;
  signals: SignalOut[];
  advice: string;
}

export interface WhyOut {
  text: string;
  source: string;
  url: string | null;
  kind: "law" | "platform" | "guideline" | "house";
}

export interface FlagOut extends SpanOut {
  id: string;
  category: string;
  rule: string;
  level: Exclude<Level, "ok">;
  message: string;
  why: WhyOut;
  replacements: string[];
  score: number;
}

export interface CoverageOut {
  point: string;
  met: boolean;
}

export interface LimitOut {
  unit: "bytes" | "chars";
  max: number | null;
  used: number;
  hard: boolean;
}

export interface ProvenanceOut {
  provider: string;
  model: string;
  rulebook: string;
  prompt: string;
  prompt_tokens: number;
  completion_tokens: number;
  attempts: number;
  fallback_reason: string | null;
}

export interface DraftOut {
  id: string;
  text: string;
  tone: string;
  level: Level;
  flags: FlagOut[];
  coverage: CoverageOut[];
  limit: LimitOut;
  provenance: ProvenanceOut;
}

export interface DraftsOut {
  id: string;
  cached: boolean;
  rulebook: string;
  took_ms: number;
  language: string;
  reply_language: string;
  triage: TriageOut;
  points: PointOut[];
  drafts: DraftOut[];
}

export interface CheckIn {
  text: string;
  review?: ReviewIn | null;
  platform?: string | null;
  sector?: string | null;
  business?: string | null;
  language?: string | null;
  reply_language?: string | null;
  /** The language of the flags' messages. */
  ui_language?: string | null;
  notes?: string;
  scope?: Scope;
}

export interface CheckOut {
  language: string;
  level: Level;
  flags: FlagOut[];
  /** The points of the review that `coverage` speaks of. */
  points?: PointOut[];
  coverage: CoverageOut[];
  limit: LimitOut;
  took_ms: number;
}

/** An error of the service, RFC 9457. */
export interface ProblemOut {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: { field?: string; message?: string }[];
}
