/** Which site, which business, and whether the service answers. */

import { browser } from "wxt/browser";
import type { Business } from "../lookups";
import type { PanelState, PanelStore } from "../state/store";
import { t } from "../words";
import { LineIcon } from "./icons";

interface Props {
  state: PanelState;
  store: PanelStore;
  businesses: readonly Business[];
}

export function Header({ state, store, businesses }: Props) {
  const { job } = state;
  return (
    <header class="header">
      <div class="header-names">
        <h1>{job ? siteName(job.found.review.url, job.found.review.platform) : "Replywright"}</h1>
        {job && <BusinessChoice businesses={businesses} value={job.choices.business} store={store} />}
      </div>
      <Connection state={state} />
      <button
        type="button"
        class="icon-button"
        title={t("settings")}
        aria-label={t("settings")}
        onClick={() => void browser.runtime.openOptionsPage()}
      >
        <LineIcon name="gear" />
      </button>
    </header>
  );
}

function BusinessChoice({ businesses, value, store }: { value: string | null } & Omit<Props, "state">) {
  if (businesses.length === 0) return null;
  if (businesses.length === 1) return <p class="quiet">{businesses[0]?.name}</p>;
  return (
    <select
      class="business"
      aria-label={t("business")}
      value={value ?? ""}
      onChange={(event) => store.choose({ business: event.currentTarget.value || null })}
    >
      <option value="">{t("business_choose")}</option>
      {businesses.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Connection({ state: { connection } }: { state: PanelState }) {
  const key = connection === null ? "conn_checking" : connection.ok ? "conn_ok" : "conn_down";
  const detail = connection && !connection.ok ? connection.message : t(key);
  return (
    <span class={`connection is-${key.replace("conn_", "")}`} title={detail}>
      <span class="dot" aria-hidden="true" />
      {t(key)}
    </span>
  );
}

function siteName(url: string | null, platform: string): string {
  try {
    if (url) return new URL(url).hostname.replace(/^www\./, "") || t("site_other");
  } catch {
    // An address that is none says nothing of the site.
  }
  return platform === "generic" ? t("site_other") : platform;
}
