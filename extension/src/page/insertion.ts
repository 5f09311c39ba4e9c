/** From "insert this draft" to the review's own box, or to the clipboard with a word to the person. */

import { insert } from "../editors/insert";
import { findReplyBox, type ReviewBlock } from "../editors/reply_box";
import { adapterFor } from "../platforms/registry";
import { type ContentWord, sayInPage } from "../shared/content_words";
import type { InsertDraft, InsertOutcome, InsertResult } from "../shared/protocol";
import type { PlacedReview } from "./reviews";

const LONGEST_OPENING_MS = 1_500;

/** `reviews` must be fresh: lists reuse their elements for other reviews. */
export async function insertDraft(
  message: Pick<InsertDraft, "reviewKey" | "text" | "confirmed">,
  reviews: readonly PlacedReview[],
  address: string,
): Promise<InsertResult> {
  const review = reviews.find((each) => each.found.key === message.reviewKey);
  if (!review?.element) return await toClipboard(message.text, "content_review_gone");
  const box = boxFor(review, reviews, address) ?? (await openedBox(review, reviews, address));
  if (!box) return await toClipboard(message.text, "content_not_found");
  const done = await insert(box, message.text, message.confirmed);
  if (done.outcome === "refused_has_text") return result("refused_has_text", false, "content_has_text");
  if (done.outcome === "failed")
    return await toClipboard(message.text, "content_not_found", "content_not_read_back");
  box.scrollIntoView?.({ block: "nearest" });
  return result("inserted", done.readBack, "content_inserted");
}

function boxFor(review: PlacedReview, reviews: readonly PlacedReview[], address: string): HTMLElement | null {
  if (!review.element) return null;
  const own = adapterFor(address)?.findReplyBox?.(review.element);
  if (own) return own;
  const others = reviews.map((each) => each.element).filter((element) => element !== null);
  return findReplyBox(blockOf(review, review.element), others);
}

function blockOf({ found }: PlacedReview, element: Element): ReviewBlock {
  const { author, text, review_id } = found.review;
  return { element, author, text, reviewId: review_id };
}

/** Has the site open its box, where the adapter knows how, and waits until it stands. */
async function openedBox(
  review: PlacedReview,
  reviews: readonly PlacedReview[],
  address: string,
): Promise<HTMLElement | null> {
  if (!review.element || !adapterFor(address)?.openReplyBox?.(review.element)) return null;
  const document = review.element.ownerDocument;
  return await new Promise((done) => {
    const finish = (box: HTMLElement | null) => {
      observer.disconnect();
      clearTimeout(timer);
      done(box);
    };
    const look = () => {
      const box = boxFor(review, reviews, address);
      if (box) finish(box);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => finish(null), LONGEST_OPENING_MS);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });
}

async function toClipboard(
  text: string,
  failed: ContentWord,
  copied: ContentWord = "content_clipboard",
): Promise<InsertResult> {
  return (await copy(text)) ? result("clipboard", false, copied) : result("not_found", false, failed);
}

/** The page often has no focus here (the panel has), then only the old way works. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  if (typeof document.execCommand !== "function") return false;
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", onCopy, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", onCopy, { capture: true });
  }
}

function result(outcome: InsertOutcome, readBack: boolean, word: ContentWord): InsertResult {
  return { outcome, readBack, message: sayInPage(word) };
}
