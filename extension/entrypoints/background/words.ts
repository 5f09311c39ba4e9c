/** The worker's own words. Message keys are checked against public/_locales by a test. */

import { browser } from "wxt/browser";

/** A message of public/_locales in the browser's language; the key itself when there is none. */
export function say(key: string, ...values: string[]): string {
  const getMessage = browser.i18n.getMessage as (key: string, values?: string[]) => string;
  return getMessage(key, values) || key;
}
