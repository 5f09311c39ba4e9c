/** The options page as a whole. */

import { useEffect, useState } from "preact/hooks";
import { readSettings, type Settings, watchSettings, writeSettings } from "../../shared/settings";
import { Choice } from "../components/controls";
import { type Business, useBusinesses } from "../lookups";
import { t } from "../words";
import { ports } from "../worker";
import { ServerCard } from "./server-card";
import { SitesCard } from "./sites-card";

export function OptionsPage() {
  const settings = useSettings();
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    void ports.status().then(({ ok }) => setConnected(ok));
  }, []);
  const businesses = useBusinesses(connected);
  if (!settings) return null;
  return (
    <main>
      <h1>{t("options_title")}</h1>
      <ServerCard settings={settings} onConnected={setConnected} />
      {businesses.length > 0 && <BusinessCard settings={settings} businesses={businesses} />}
      <SitesCard />
      <section class="card">
        <h2>{t("options_try")}</h2>
        <p>
          <a href={`${settings.serverUrl}/demo/`} target="_blank" rel="noreferrer">
            {t("demo_link")}
          </a>
        </p>
        <p class="quiet">{t("demo_hint")}</p>
      </section>
      <section class="card">
        <h2>{t("options_notes")}</h2>
        <ul class="remarks">
          <li>{t("options_note_never")}</li>
          <li>{t("options_note_kept")}</li>
          <li>{t("options_note_language")}</li>
        </ul>
      </section>
    </main>
  );
}

function BusinessCard({ settings, businesses }: { settings: Settings; businesses: readonly Business[] }) {
  const options = businesses.map(({ slug, name }): [string, string] => [slug, name]);
  const several = businesses.length > 1;
  return (
    <section class="card">
      <Choice
        label={t("business_default")}
        value={several ? (settings.business ?? "") : (businesses[0]?.slug ?? "")}
        options={several ? [["", t("business_choose")], ...options] : options}
        onChange={(slug) => void writeSettings({ business: slug || null })}
      />
    </section>
  );
}

function useSettings(): Settings | null {
  const [settings, setSettings] = useState<Settings | null>(null);
  useEffect(() => {
    void readSettings().then(setSettings);
    return watchSettings(setSettings);
  }, []);
  return settings;
}
