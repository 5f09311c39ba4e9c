/** The content script at work on one page: reads it, keeps buttons at its reviews, answers the worker. */

import { browser } from "wxt/browser";
import { listen, sendToWorker } from "../shared/channel";
import type { FoundReview, ToContent, ToWorker } from "../shared/protocol";
import { addButton, type ReviewButton } from "./button";
import { insertDraft } from "./insertion";
import { type PlacedReview, readPage } from "./reviews";
import { selectionReview } from "./selection";
import { watchPage } from "./watch";

interface Shown {
  button: ReviewButton;
  /** What the button says depends on these. */
  state: string;
}

/** Starts on a page; the returned function takes everything back. */
export function startSession(root: Document, address: () => string): () => void {
  let reviews: PlacedReview[] = [];
  let selected: PlacedReview | null = null;
  let reported = "[]";
  const shown = new Map<Element, Shown>();
  const resized = new ResizeObserver((entries) => {
    for (const entry of entries) shown.get(entry.target)?.button.settle();
  });

  const read = () => {
    reviews = readPage(root, address());
    return reviews;
  };
  const refresh = () => {
    if (!isAlive()) return stop();
    read();
    watch.pause(showButtons);
    report();
  };
  const showButtons = () => {
    const present = new Map(reviews.flatMap((review) => (review.element ? [[review.element, review]] : [])));
    for (const [element, { button }] of shown) if (!present.has(element)) forget(element, button);
    for (const [element, review] of present) show(element, review);
  };
  const show = (element: Element, { found }: PlacedReview) => {
    const answered = found.review.existing_reply !== null;
    const state = `${found.key}\n${answered}`;
    const known = shown.get(element);
    if (known?.state === state && known.button.host.isConnected) return;
    known?.button.remove();
    const button = addButton(element, {
      author: found.review.author,
      answered,
      onPress: () => open(element),
    });
    shown.set(element, { button, state });
    resized.observe(element);
  };
  const forget = (element: Element, button: ReviewButton) => {
    resized.unobserve(element);
    button.remove();
    shown.delete(element);
  };
  const open = (element: Element) => {
    // Read again: the person may have unfolded the text since. All before the message, while the click counts.
    const review = read().find((each) => each.element === element);
    if (review) tell({ kind: "open_panel_for_review", found: review.found });
  };
  const report = () => {
    const found = reviews.map((review) => review.found);
    const now = JSON.stringify(found);
    if (now === reported) return;
    reported = now;
    tell({ kind: "review_read", reviews: found });
  };
  const tell = (message: ToWorker) => {
    if (!isAlive()) return stop();
    sendToWorker(message).catch(() => isAlive() || stop());
  };
  const withSelected = (): PlacedReview[] => {
    const now = read();
    const extra =
      selected?.element?.isConnected && !now.some((each) => each.found.key === selected?.found.key);
    return extra && selected ? [...now, selected] : now;
  };
  const stop = () => {
    watch.stop();
    resized.disconnect();
    stopListening();
    for (const [element, { button }] of shown) forget(element, button);
  };

  const watch = watchPage(root, refresh);
  const stopListening = listen<ToContent>({
    insert_draft: (message) => insertDraft(message, withSelected(), address()),
    scan_page: () => {
      refresh();
      return reviews.map((review) => review.found);
    },
    selection_review: ({ selectionText }): FoundReview | null => {
      selected = selectionReview(read(), root, address(), selectionText);
      return selected?.found ?? null;
    },
    show_review: ({ reviewKey }) => {
      const element = read().find((review) => review.found.key === reviewKey)?.element;
      element?.scrollIntoView({ block: "center" });
      return element != null;
    },
  });
  refresh();
  return stop;
}

/** False after the extension was updated or removed under our feet. */
function isAlive(): boolean {
  try {
    return Boolean(browser.runtime?.id);
  } catch {
    return false;
  }
}
