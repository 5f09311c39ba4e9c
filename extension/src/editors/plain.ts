/** A plain text box. The browser's own insertText keeps undo and sends the events that typing sends. */

import { command, type Editor, focus, viewOf } from "./editor";

export type TextBox = HTMLTextAreaElement | HTMLInputElement;
const TEXT_INPUTS = /^(?:text|search|)$/;

export const plain: Editor = {
  kind: "plain",
  fits: isTextBox,
  read: readTextBox,
  write(box, text) {
    if (!isTextBox(box)) return;
    focus(box);
    box.setSelectionRange(0, box.value.length);
    command(box, "insertText", fitting(box, text));
    caretAtEnd(box);
  },
};

export function isTextBox(box: HTMLElement): box is TextBox {
  if (box.localName === "textarea")
    return !(box as HTMLTextAreaElement).readOnly && !(box as TextBox).disabled;
  if (box.localName !== "input") return false;
  const input = box as HTMLInputElement;
  return TEXT_INPUTS.test(input.getAttribute("type") ?? "") && !input.readOnly && !input.disabled;
}

export function readTextBox(box: HTMLElement): string {
  return isTextBox(box) ? box.value.replace(/\r\n?/g, "\n") : "";
}

/** A one-line input has no line breaks to keep. */
export function fitting(box: TextBox, text: string): string {
  return box instanceof viewOf(box).HTMLInputElement ? text.replace(/\s*\n\s*/g, " ") : text;
}

export function caretAtEnd(box: TextBox): void {
  box.setSelectionRange(box.value.length, box.value.length);
}
