/** Every word the content script shows: keys of `_locales` with an English text for a locale that lacks one. */

import { browser } from "wxt/browser";

export const CONTENT_WORDS = {
  content_draft_reply: "Draft a reply",
  content_draft_reply_to: "Draft a reply to the review by $1",
  content_draft_again: "This review has a reply. Draft another one",
  content_inserted: "The text is in the reply box. Read it once more before you publish it.",
  content_not_read_back:
    "The page did not take the text. It is on your clipboard: paste it into the reply box.",
  content_clipboard:
    "The reply box of this review was not found. The text is on your clipboard: open the box and paste it.",
  content_not_found:
    "The reply box of this review was not found. Open it on the page and try again, or copy the text.",
  content_review_gone: "This review is not on the page any more. Scroll to it, or copy the text.",
  content_has_text: "The reply box already holds a text. Replace it?",
} as const;

export type ContentWord = keyof typeof CONTENT_WORDS;

export function sayInPage(key: ContentWord, ...values: string[]): string {
  return browser.i18n.getMessage(key, values) || CONTENT_WORDS[key].replace("$1", values[0] ?? "");
}
