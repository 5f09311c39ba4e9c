/** The last resort for a contenteditable box where editing commands do nothing: text nodes, then an input event. */

import { type Editor, focus, viewOf } from "./editor";
import { collapseToEnd, isRichBox, readRichBox } from "./rich";

export const richDirect: Editor = {
  kind: "rich_direct",
  fits: isRichBox,
  read: readRichBox,
  write(box, text) {
    const view = viewOf(box);
    focus(box);
    const asked = new view.InputEvent("beforeinput", {
      bubbles: true,
      cancelable: true,
      composed: true,
      inputType: "insertText",
      data: text,
    });
    // An editor that takes the event over has written the text itself.
    if (box.dispatchEvent(asked)) box.replaceChildren(...lines(box.ownerDocument, text));
    box.dispatchEvent(
      new view.InputEvent("input", { bubbles: true, composed: true, inputType: "insertText", data: text }),
    );
    collapseToEnd(box);
  },
};

function lines(document: Document, text: string): Node[] {
  return text
    .split("\n")
    .flatMap((part, at) => [
      ...(at > 0 ? [document.createElement("br")] : []),
      document.createTextNode(part),
    ]);
}
