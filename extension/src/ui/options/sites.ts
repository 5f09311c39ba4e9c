/** Which sites can be switched on, and switching them: the browser's permission first, our own note second. */

import { browser } from "wxt/browser";
import { ADAPTERS } from "../../platforms/registry";
import {
  originPattern,
  readSettings,
  type Settings,
  serverOrigin,
  siteIsOn,
  writeSettings,
} from "../../shared/settings";

export interface Site {
  name: string;
  patterns: readonly string[];
  on: boolean;
}

/** The sites we have an adapter for, then whatever else the person has granted. */
export async function listSites(): Promise<Site[]> {
  const settings = await readSettings();
  const { origins: granted = [] } = await browser.permissions.getAll();
  const known = ADAPTERS.map(({ slug, matches }) => ({ name: titled(slug), patterns: matches }));
  const ofAdapters = new Set(known.flatMap(({ patterns }) => patterns));
  const others = [...new Set([...granted, ...switchedOff(settings)])]
    .filter(
      (pattern) => !ofAdapters.has(pattern) && !coversEverything(pattern) && !isService(pattern, settings),
    )
    .map((pattern) => ({ name: hostOf(pattern), patterns: [pattern] }));
  const sites = [...known, ...others].map(async (site) => ({
    ...site,
    on: await isOn(site.patterns, settings),
  }));
  return Promise.all(sites);
}

/**
 * Must be called in a click handler, with nothing awaited before: the browser asks the person only then.
 * False when the person declined.
 */
export async function switchOn(patterns: readonly string[]): Promise<boolean> {
  if (!(await browser.permissions.request({ origins: [...patterns] }))) return false;
  await note(patterns, true);
  return true;
}

export async function switchOff(patterns: readonly string[]): Promise<void> {
  await note(patterns, false);
  // What an installation requires cannot be given back; the note alone keeps the script off there.
  await browser.permissions.remove({ origins: [...patterns] }).catch(() => false);
}

/** The pattern for a site as typed, or null when it is no address. `reviews.example` gets `https://`. */
export function patternOf(typed: string): string | null {
  try {
    const text = typed.trim();
    const origin = serverOrigin(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    return new URL(origin).hostname.includes(".") || origin.includes("localhost")
      ? originPattern(origin)
      : null;
  } catch {
    return null;
  }
}

async function isOn(patterns: readonly string[], settings: Settings): Promise<boolean> {
  if (patterns.some((pattern) => !siteIsOn(settings, originOf(pattern)))) return false;
  return browser.permissions.contains({ origins: [...patterns] });
}

async function note(patterns: readonly string[], on: boolean): Promise<void> {
  const { sites } = await readSettings();
  await writeSettings({ sites: { ...sites, ...Object.fromEntries(patterns.map((p) => [originOf(p), on])) } });
}

function switchedOff(settings: Settings): string[] {
  return Object.entries(settings.sites).flatMap(([origin, on]) => (on ? [] : [`${origin}/*`]));
}

function isService(pattern: string, settings: Settings): boolean {
  const here = new URL(originOf(pattern)).hostname;
  return ["127.0.0.1", "localhost", new URL(settings.serverUrl).hostname].includes(here);
}

function coversEverything(pattern: string): boolean {
  return pattern === "<all_urls>" || pattern.includes("://*/");
}

function originOf(pattern: string): string {
  return pattern.replace(/\/\*$/, "");
}

export function hostOf(pattern: string): string {
  return originOf(pattern).replace(/^(?:https?|\*):\/\/(?:\*\.)?/, "");
}

function titled(slug: string): string {
  return slug
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
