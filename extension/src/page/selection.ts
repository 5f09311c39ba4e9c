/** A review out of what the person has selected; works on any page. */

import { adapterFor } from "../platforms/registry";
import { UNREAD } from "../readers/read_review";
import type { FoundReview } from "../shared/protocol";
import { type PlacedReview, placed } from "./reviews";

const SHORTEST = 2;

/**
 * Inside a review that was read, the selection narrows its text and keeps its author, date and rating. Elsewhere
 * only the text is known. Null when nothing is selected in this frame.
 */
export function selectionReview(
  reviews: readonly PlacedReview[],
  root: Document,
  address: string,
  selectionText: string,
): PlacedReview | null {
  const selection = root.getSelection();
  const inPage = selection && !selection.isCollapsed ? selection.toString() : "";
  const text = (inPage || selectionText).trim();
  if (text.length < SHORTEST) return null;
  const anchor = selection?.rangeCount ? selection.getRangeAt(0).commonAncestorContainer : null;
  const around = reviews.find((review) => anchor && review.element?.contains(anchor));
  if (around) return { ...around, found: narrowed(around.found, text) };
  const element = anchor && (anchor.nodeType === 1 ? (anchor as Element) : anchor.parentElement);
  const slug = adapterFor(address)?.slug ?? "generic";
  return placed({ ...UNREAD, element, text, reader: "selection" }, slug, root, address);
}

function narrowed(found: FoundReview, text: string): FoundReview {
  return { ...found, truncated: false, review: { ...found.review, text } };
}
