/**
 * A text box whose value belongs to the page's own state (React and its like). The prototype's setter goes past the
 * framework's record of the last value, so that the input event after it counts as a change.
 */

import { type Editor, focus, viewOf } from "./editor";
import { caretAtEnd, fitting, isTextBox, readTextBox } from "./plain";

export const controlled: Editor = {
  kind: "controlled",
  fits: isTextBox,
  read: readTextBox,
  write(box, text) {
    if (!isTextBox(box)) return;
    const view = viewOf(box);
    const type = box.localName === "textarea" ? view.HTMLTextAreaElement : view.HTMLInputElement;
    const data = fitting(box, text);
    focus(box);
    Object.getOwnPropertyDescriptor(type.prototype, "value")?.set?.call(box, data);
    box.dispatchEvent(
      new view.InputEvent("input", {
        bubbles: true,
        composed: true,
        inputType: "insertReplacementText",
        data,
      }),
    );
    caretAtEnd(box);
  },
};
