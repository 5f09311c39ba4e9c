/** Review sites, each with its switch; switching on asks the browser's permission for that site only. */

import { useEffect, useState } from "preact/hooks";
import { browser } from "wxt/browser";
import { t } from "../words";
import { hostOf, listSites, patternOf, type Site, switchOff, switchOn } from "./sites";

export function SitesCard() {
  const [sites, setSites] = useState<Site[]>([]);
  const [trouble, setTrouble] = useState("");
  const reload = () => void listSites().then(setSites);
  useEffect(() => {
    reload();
    browser.permissions.onAdded.addListener(reload);
    browser.permissions.onRemoved.addListener(reload);
    return () => {
      browser.permissions.onAdded.removeListener(reload);
      browser.permissions.onRemoved.removeListener(reload);
    };
  }, []);

  async function turn(name: string, patterns: readonly string[], on: boolean): Promise<void> {
    const done = on ? await switchOn(patterns) : await switchOff(patterns).then(() => true);
    setTrouble(done ? "" : t("site_denied", name));
    reload();
  }

  return (
    <section class="card">
      <h2>{t("options_sites")}</h2>
      <p class="quiet">{t("options_sites_hint")}</p>
      <ul class="sites">
        {sites.map(({ name, patterns, on }) => (
          <li key={name}>
            <label class="switch">
              <input
                type="checkbox"
                role="switch"
                aria-checked={on}
                checked={on}
                onChange={(event) => void turn(name, patterns, event.currentTarget.checked)}
              />
              <span>{name}</span>
              <span class="quiet hosts">{patterns.map((pattern) => hostOf(pattern)).join(", ")}</span>
            </label>
          </li>
        ))}
      </ul>
      <AnotherSite onSite={(name, pattern) => void turn(name, [pattern], true)} onTrouble={setTrouble} />
      <p role="status" class="trouble">
        {trouble}
      </p>
    </section>
  );
}

interface AnotherSiteProps {
  onSite: (name: string, pattern: string) => void;
  onTrouble: (words: string) => void;
}

function AnotherSite({ onSite, onTrouble }: AnotherSiteProps) {
  const [typed, setTyped] = useState("");
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const pattern = patternOf(typed);
        if (!pattern) return onTrouble(t("site_bad_address"));
        setTyped("");
        onSite(typed, pattern);
      }}
    >
      <input
        class="field"
        type="text"
        inputMode="url"
        dir="ltr"
        aria-label={t("site_add", "")}
        placeholder={t("site_add", "www.example.com")}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={typed.trim() === ""}>
        {t("site_add_button")}
      </button>
    </form>
  );
}
