/** Reading text off a page the way a person sees it. */

const BLOCKS =
  /^(address|article|aside|blockquote|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)$/;
const UNSEEN =
  /^(script|style|template|noscript|svg|button|textarea|select|option|input|iframe|form|replywright-button)$/;

export interface TextOptions {
  /** Blocks that belong to something else: the owner's reply, the author, our own button. */
  skip?: readonly Element[];
}

/** The text of an element: one line break per block or `br`, a blank line between paragraphs, spaces collapsed. */
export function visibleText(element: Element, { skip = [] }: TextOptions = {}): string {
  const parts: string[] = [];
  collect(element, skip, parts, preserves(element));
  return parts
    .join("")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** One line, spaces collapsed: for names, labels and dates. */
export function line(element: Element | null | undefined): string {
  return oneLine(element ? visibleText(element) : "");
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** True when the element is meant not to be seen; style sheets are not consulted. */
export function isHidden(element: Element): boolean {
  if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  const style = (element as HTMLElement).style;
  return style?.display === "none" || style?.visibility === "hidden";
}

/** Every element below, open shadow roots included, in document order. */
export function* descendants(root: ParentNode): Generator<Element> {
  for (const child of root.children) {
    yield child;
    if (child.shadowRoot) yield* descendants(child.shadowRoot);
    yield* descendants(child);
  }
}

/** querySelectorAll that also looks into open shadow roots. */
export function queryDeep(root: ParentNode, selector: string): Element[] {
  const found = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll("*"))
    if (element.shadowRoot) found.push(...queryDeep(element.shadowRoot, selector));
  return found;
}

/** The language that is said for this text and not for the whole page, or null. */
export function statedLanguage(element: Element, card: Element): string | null {
  for (let at: Element | null = element; at; at = at === card ? null : at.parentElement) {
    const lang = at.getAttribute("lang");
    if (lang) return lang;
  }
  return element.querySelector("[lang]")?.getAttribute("lang") ?? null;
}

function collect(node: Node, skip: readonly Element[], parts: string[], keepBreaks: boolean): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      const text = child.nodeValue ?? "";
      parts.push(keepBreaks ? text : text.replace(/\s+/g, " "));
    } else if (child.nodeType === 1) {
      collectElement(child as Element, skip, parts, keepBreaks);
    }
  }
}

function collectElement(
  element: Element,
  skip: readonly Element[],
  parts: string[],
  keepBreaks: boolean,
): void {
  const tag = element.localName;
  if (tag === "br") {
    parts.push("\n");
    return;
  }
  if (UNSEEN.test(tag) || skip.includes(element) || isHidden(element)) return;
  const isBlock = BLOCKS.test(tag);
  const gap = tag === "p" ? "\n\n" : isBlock ? "\n" : "";
  if (gap) parts.push(gap);
  collect(element, skip, parts, keepBreaks || preserves(element));
  if (gap) parts.push(gap);
}

function preserves(element: Element): boolean {
  return element.localName === "pre" || /^pre/.test((element as HTMLElement).style?.whiteSpace ?? "");
}
