/** What a reader found. `null` always means "could not be read". */

export interface ReadReview {
  /** The review's own block on the page; null when the page states the review but does not show it. */
  element: Element | null;
  text: string;
  title: string | null;
  rating: number | null;
  /** Null exactly when the rating is. */
  ratingMax: number | null;
  author: string | null;
  language: string | null;
  reviewId: string | null;
  /** ISO 8601 where the page gives it, else the page's own words ("5 days ago"). */
  postedAt: string | null;
  existingReply: string | null;
  /** The page cuts the text off. */
  truncated: boolean;
  reader: string;
}

/** A reader looks at a document and says which reviews it shows. It changes nothing there. */
export type Reader = (root: Document) => ReadReview[];

export const UNREAD: Omit<ReadReview, "reader"> = {
  element: null,
  text: "",
  title: null,
  rating: null,
  ratingMax: null,
  author: null,
  language: null,
  reviewId: null,
  postedAt: null,
  existingReply: null,
  truncated: false,
};
