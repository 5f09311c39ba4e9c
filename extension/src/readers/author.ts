/** Who wrote a review, by the public name on the page. */

import { isDate } from "./dates";
import { ratingFromLabel } from "./rating";
import { isHidden, line, oneLine } from "./text";
import { MORE, OWNER_REPLY } from "./words";

const NAMED =
  "[itemprop=author] [itemprop=name], [itemprop=author], [rel=author], [data-consumer-name-typography], [class*=author-name i], [class*=authorname i], [class*=reviewer-name i], [class*=reviewername i], [class*=user-name i], [class*=username i], [class*=display-name i], [class*=displayname i], [class*=customer-name i], [class*=consumer-name i], [data-testid*=author i], [data-testid*=reviewer-name i], [class*=reviewer i], [class*=author i]";
const PROFILE =
  "a[href*='/user'], a[href*='/profile' i], a[href*='/profil' i], a[href*='/people/'], a[href*='/member'], a[href*='/contrib/']";
const AVATAR = "img, [role=img], [class*=avatar i]";
const LONGEST = 60;

/** The author's name, or null when nothing on the block says that something is a name. */
export function findAuthor(card: Element, skip: readonly Element[]): string | null {
  const outside = (element: Element) => !skip.some((block) => block.contains(element)) && !isHidden(element);
  for (const selector of [NAMED, PROFILE]) {
    for (const element of card.querySelectorAll(selector)) {
      const name = outside(element) ? nameIn(element) : null;
      if (name) return name;
    }
  }
  return labelled(card) ?? confirmedHeading(card, outside) ?? besideAvatar(card, outside);
}

function nameIn(element: Element): string | null {
  const content = element.getAttribute("content");
  if (content) return asName(content);
  const heading = element.querySelector("h2, h3, h4, strong, b, [class*=name i]");
  return asName(line(heading)) ?? asName(line(element)) ?? asName(firstLeaf(element));
}

/** The block's own label, when the block also shows it. */
function labelled(card: Element): string | null {
  const label = asName(card.getAttribute("aria-label") ?? "");
  const shows = (element: Element) => element.childElementCount === 0 && line(element) === label;
  return label && [...card.querySelectorAll("*")].some(shows) ? label : null;
}

/** A heading or bold line that a picture or link in the same block repeats: "Photo of Ann", aria-label "Ann". */
function confirmedHeading(card: Element, outside: (element: Element) => boolean): string | null {
  const labels = [card, ...card.querySelectorAll("[aria-label], img[alt]")].map((element) =>
    oneLine(element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? ""),
  );
  for (const element of card.querySelectorAll("h2, h3, h4, h5, strong, b")) {
    const name = outside(element) ? asName(line(element)) : null;
    if (name && labels.some((label) => label !== "" && label.includes(name) && label.length < 120))
      return name;
  }
  return null;
}

/** The first short line after a portrait at the top of the block. */
function besideAvatar(card: Element, outside: (element: Element) => boolean): string | null {
  const avatar = [...card.querySelectorAll(AVATAR)].find(outside);
  if (!avatar || line(card).length < 20) return null;
  const isPortrait = /avatar|user|profile|photo|portrait/i.test(
    `${avatar.getAttribute("class")} ${avatar.getAttribute("alt")} ${avatar.parentElement?.getAttribute("class")}`,
  );
  if (!isPortrait) return null;
  const leaves = [...card.querySelectorAll("span, div, p, strong, b, a, h3, h4")].filter(
    (element) =>
      element.childElementCount === 0 &&
      avatar.compareDocumentPosition(element) === 4 &&
      outside(element) &&
      line(element) !== "",
  );
  return asName(line(leaves[0]));
}

function firstLeaf(element: Element): string {
  const leaf = [...element.querySelectorAll("*")].find(
    (child) => child.childElementCount === 0 && line(child),
  );
  return line(leaf);
}

function asName(text: string): string | null {
  const name = oneLine(text).replace(/^(?:by|von|par|por|de la part de|от|作者[:：])\s+/iu, "");
  if (!name || name.length > LONGEST || !/\p{L}/u.test(name)) return null;
  if (isDate(name) || ratingFromLabel(name) || MORE.test(name) || OWNER_REPLY.test(name)) return null;
  return /[.!?。！？]\s+\S/u.test(name) && name.length > 30 ? null : name;
}
