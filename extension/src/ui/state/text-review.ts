/** A review of which nothing but the text is known: pasted into the panel, or selected on a page. */

import type { FoundReview } from "../../shared/protocol";

export interface TextOrigin {
  reader: "selection" | "paste";
  url: string | null;
  pageTitle: string;
}

export function textReview(typed: string, origin: TextOrigin): FoundReview {
  const text = typed.trim();
  return {
    key: `${origin.reader}:${digest(text)}`,
    review: {
      platform: "generic",
      text,
      rating: null,
      rating_max: null,
      author: null,
      language: null,
      review_id: null,
      url: origin.url,
      posted_at: null,
      existing_reply: null,
    },
    place: { tabId: null, frameId: null, handle: "" },
    truncated: false,
    reader: origin.reader,
    pageTitle: origin.pageTitle,
  };
}

/** 64 bits of FNV-1a in two halves: enough to tell a person's reviews apart, and the same after a restart. */
export function digest(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193) >>> 0;
    high = Math.imul(high ^ (unit + at), 0x01000193) >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
