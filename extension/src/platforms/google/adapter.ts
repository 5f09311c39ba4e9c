/** Google: the public reviews of a place on Maps, and the owner's reviews manager. */

import type { ReadReview } from "../../readers/read_review";
import type { Adapter } from "../adapter";
import { findManagerBox, openManagerBox, readManager } from "./manager";
import { readMaps } from "./maps";

function isHere(url: URL): boolean {
  if (url.hostname === "business.google.com") return true;
  const isGoogle = /^(?:www|maps)\.google\.(?:com?\.)?[a-z]{2,3}$/.test(url.hostname);
  return isGoogle && (/^\/(?:maps|local|search)/.test(url.pathname) || url.hostname.startsWith("maps."));
}

function read(root: Document): ReadReview[] {
  const managed = readManager(root);
  return managed.length > 0 ? managed : readMaps(root);
}

export const adapter: Adapter = {
  slug: "google",
  matches: ["https://business.google.com/*", "https://www.google.com/*", "https://maps.google.com/*"],
  isHere,
  read,
  findReplyBox: findManagerBox,
  openReplyBox: openManagerBox,
};
