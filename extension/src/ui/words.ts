/** The words of panel and options page: public/_locales, in the browser's language. */

import { browser } from "wxt/browser";

const getMessage = (key: string, values: string[]): string =>
  (browser.i18n.getMessage as (key: string, values: string[]) => string)(key, values);

/** A message by its key; the key itself when there is none. */
export function t(key: string, ...values: (string | number)[]): string {
  return getMessage(key, values.map(String)) || key;
}

/** The message of a key that the service may have made up: null when we have no word for it. */
export function known(key: string): string | null {
  return getMessage(key, []) || null;
}

/** The browser's language as a tag that the service knows. */
export function uiLanguage(): string {
  const tag = browser.i18n.getUILanguage();
  if (/^zh-(tw|hk|mo|hant)/i.test(tag)) return "zh-Hant";
  return /^zh\b/i.test(tag) ? "zh-Hans" : (tag.split("-")[0] ?? "en");
}

/** A language by its name in the person's own language; the tag when the browser has no name for it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([browser.i18n.getUILanguage()], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A date as the person writes it; what cannot be read as a date is shown as it stands on the page. */
export function dateName(text: string): string {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return text;
  return new Intl.DateTimeFormat(browser.i18n.getUILanguage(), { dateStyle: "medium" }).format(time);
}
