/** Which sites the content script runs on: those the person has granted, registered at run time. */

import { type Browser, browser } from "wxt/browser";
import { originPattern, readSettings, siteIsOn } from "./settings";

const SCRIPT_ID = "reviews";
const SCRIPT_FILE = "/content-scripts/content.js";

/** Asks for one site. Must run in a click handler of an extension page. False when the person declined. */
export async function askForSite(address: string): Promise<boolean> {
  return await browser.permissions.request({ origins: [originPattern(address)] });
}

/** True when the person has granted this address (a site or the service). */
export async function isGranted(address: string): Promise<boolean> {
  return await browser.permissions.contains({ origins: [originPattern(address)] });
}

/** Gives a site back and takes the content script off it. */
export async function forgetSite(address: string): Promise<boolean> {
  return await browser.permissions.remove({ origins: [originPattern(address)] });
}

/**
 * Registers the content script for every granted site, except those switched off. To be called by the worker at
 * install, start-up, on permissions.onAdded/onRemoved and when settings change; calling it twice is harmless.
 */
export async function registerContentScripts(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  const settings = await readSettings();
  const off = Object.keys(settings.sites).filter((origin) => !siteIsOn(settings, origin));
  const kept = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (origins.length === 0) {
    if (kept.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return;
  }
  const script: Browser.scripting.RegisteredContentScript = {
    id: SCRIPT_ID,
    js: [SCRIPT_FILE],
    matches: origins,
    // The console of the service is no review page, though its origin is granted.
    excludeMatches: [...off.map(originPattern), originPattern(settings.serverUrl).replace(/\*$/, "admin/*")],
    allFrames: true,
    runAt: "document_idle",
    persistAcrossSessions: true,
  };
  if (kept.length > 0) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Runs the content script once in a tab that is open already (after a grant, or for the selected text). */
export async function injectNow(tabId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [SCRIPT_FILE] });
    return true;
  } catch {
    return false;
  }
}
