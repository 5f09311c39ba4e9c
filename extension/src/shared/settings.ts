/** What the person has set, kept in browser.storage.local. The token never leaves the worker and options page. */

import { type Browser, browser } from "wxt/browser";

export const DEFAULT_SERVER_URL = "http://127.0.0.1:8410";

export interface Settings {
  /** Origin of the service, without a trailing slash. */
  serverUrl: string;
  /** Bearer token, or "" when the service runs open on this machine. */
  token: string;
  /** The business to write for; null = the operator's only one. */
  business: string | null;
  /** Origin of a site → whether buttons are shown there. A site that is missing is on once it was allowed. */
  sites: Record<string, boolean>;
}

export const DEFAULTS: Settings = { serverUrl: DEFAULT_SERVER_URL, token: "", business: null, sites: {} };

const KEY = "settings";

/** The kept settings over the defaults; anything malformed in the store is replaced by its default. */
export async function readSettings(): Promise<Settings> {
  const kept: unknown = (await browser.storage.local.get(KEY))[KEY];
  return fromStore(kept);
}

/** Writes the given fields and keeps the others. Throws InvalidServerUrl before anything is written. */
export async function writeSettings(change: Partial<Settings>): Promise<Settings> {
  const next = { ...(await readSettings()), ...change };
  next.serverUrl = serverOrigin(next.serverUrl);
  await browser.storage.local.set({ [KEY]: next });
  return next;
}

/** Calls back after every change; returns a function that stops it. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  const listener = (changes: Record<string, Browser.storage.StorageChange>, area: string) => {
    const change = changes[KEY];
    if (area === "local" && change) onChange(fromStore(change.newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/** False only when the person switched this site off. */
export function siteIsOn(settings: Settings, origin: string): boolean {
  return settings.sites[origin] !== false;
}

export class InvalidServerUrl extends Error {}

/** The address as typed → origin plus path without a trailing slash. `localhost:8410` gets `http://`. */
export function serverOrigin(typed: string): string {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    throw new InvalidServerUrl(text);
  }
  if (!/^https?:$/.test(url.protocol) || !url.hostname || url.username || url.password)
    throw new InvalidServerUrl(text);
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The match pattern of the host permission that a server or site address needs. */
export function originPattern(address: string): string {
  const url = new URL(address);
  // Firefox refuses a port in a pattern; there the host alone stands for all its ports.
  return `${url.protocol}//${import.meta.env.FIREFOX ? url.hostname : url.host}/*`;
}

function fromStore(kept: unknown): Settings {
  if (typeof kept !== "object" || kept === null) return { ...DEFAULTS, sites: {} };
  const { serverUrl, token, business, sites } = kept as Record<string, unknown>;
  return {
    serverUrl: typeof serverUrl === "string" ? serverUrl : DEFAULTS.serverUrl,
    token: typeof token === "string" ? token : DEFAULTS.token,
    business: typeof business === "string" ? business : null,
    sites: isSwitches(sites) ? { ...sites } : {},
  };
}

function isSwitches(value: unknown): value is Record<string, boolean> {
  return (
    typeof value === "object" && value !== null && Object.values(value).every((v) => typeof v === "boolean")
  );
}
