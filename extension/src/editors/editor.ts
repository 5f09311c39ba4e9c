/** What a kind of editor has to be able to do. None of them ever presses a key or a button. */

export interface Editor {
  kind: string;
  /** True when this way of writing fits the element. */
  fits(box: HTMLElement): boolean;
  /** What stands in the box now, with plain line breaks. */
  read(box: HTMLElement): string;
  /** Puts the text in place of what is there and leaves the caret at the end. */
  write(box: HTMLElement, text: string): void;
}

/** The window the box lives in: setters and events of another window are refused by pages. */
export function viewOf(box: HTMLElement): Window & typeof globalThis {
  return (box.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
}

/** The box has to be where the person looks, without the page jumping about. */
export function focus(box: HTMLElement): void {
  box.focus({ preventScroll: true });
}

/** Runs an editing command on the focused box; false when the browser has none or refuses. */
export function command(box: HTMLElement, name: string, value?: string): boolean {
  const document = box.ownerDocument;
  return typeof document.execCommand === "function" && document.execCommand(name, false, value);
}
