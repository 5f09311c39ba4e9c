/** An editor that lives in a frame of the same origin, as older rich text editors do: its body is the box. */

/** The editable body inside a frame, or null when the frame is foreign or holds no editor. */
export function editableBody(frame: Element): HTMLElement | null {
  if (frame.localName !== "iframe") return null;
  try {
    const body = (frame as HTMLIFrameElement).contentDocument?.body;
    const editable = body && (body.isContentEditable || body.getAttribute("contenteditable") === "true");
    return body && editable ? body : null;
  } catch {
    return null;
  }
}
