/** Address and token of the service, with a test that names what is wrong. */

import { useState } from "preact/hooks";
import { browser } from "wxt/browser";
import type { ConnectionResult } from "../../shared/protocol";
import { originPattern, type Settings, serverOrigin, writeSettings } from "../../shared/settings";
import { LevelIcon } from "../components/icons";
import { t } from "../words";
import { testConnection } from "../worker";

interface Props {
  settings: Settings;
  onConnected: (connected: boolean) => void;
}

export function ServerCard({ settings, onConnected }: Props) {
  const [address, setAddress] = useState(settings.serverUrl);
  const [token, setToken] = useState(settings.token);
  const [result, setResult] = useState<ConnectionResult | null>(null);
  const [testing, setTesting] = useState(false);
  const [saved, setSaved] = useState(false);

  async function save(): Promise<void> {
    await allow(address);
    // A wrong address is not saved; the test says what is wrong with it.
    await writeSettings({ serverUrl: address, token: token.trim() }).then(
      () => setSaved(true),
      () => setSaved(false),
    );
    await test();
  }

  async function test(): Promise<void> {
    setTesting(true);
    const tested = await testConnection(address, token.trim());
    setTesting(false);
    setResult(tested);
    onConnected(tested.ok);
  }

  const typed = (set: (text: string) => void) => (text: string) => {
    setSaved(false);
    setResult(null);
    set(text);
  };
  return (
    <section class="card">
      <h2>{t("options_server")}</h2>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="choice">
          <span>{t("server_address")}</span>
          <input
            class="field"
            type="text"
            inputMode="url"
            dir="ltr"
            spellcheck={false}
            value={address}
            aria-describedby="address-hint"
            onInput={(event) => typed(setAddress)(event.currentTarget.value)}
          />
        </label>
        <p class="quiet" id="address-hint">
          {t("server_address_hint")}
        </p>
        <TokenField token={token} onToken={typed(setToken)} />
        <div class="buttons">
          <button type="submit" class="button primary">
            {t("save")}
          </button>
          <button
            type="button"
            class="button"
            disabled={testing}
            onClick={() => void allow(address).then(test)}
          >
            {testing ? t("testing") : t("test_connection")}
          </button>
          <span class="quiet" role="status">
            {saved ? t("saved") : ""}
          </span>
        </div>
      </form>
      <div aria-live="polite">{result && <TestResult result={result} />}</div>
    </section>
  );
}

function TokenField({ token, onToken }: { token: string; onToken: (token: string) => void }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <div class="choice">
        <label for="token">{t("token")}</label>
        <div class="row">
          <input
            id="token"
            class="field"
            type={shown ? "text" : "password"}
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            value={token}
            aria-describedby="token-hint"
            onInput={(event) => onToken(event.currentTarget.value)}
          />
          <button type="button" class="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {t(shown ? "token_hide" : "token_show")}
          </button>
        </div>
      </div>
      <p class="quiet" id="token-hint">
        {t("token_hint")}
      </p>
    </>
  );
}

function TestResult({ result }: { result: ConnectionResult }) {
  return (
    <div class={result.ok ? "result is-good" : "result is-bad"}>
      <p class="result-title">
        <LevelIcon level={result.ok ? "ok" : "block"} />
        <strong>{result.message}</strong>
      </p>
      {result.cure && <p>{result.cure}</p>}
      {result.version && <p class="quiet">{t("test_version", result.version)}</p>}
    </div>
  );
}

/** Asks for the host of the service while the click still counts. Whatever the person says, the test tells the rest. */
async function allow(address: string): Promise<void> {
  try {
    await browser.permissions.request({ origins: [originPattern(serverOrigin(address))] });
  } catch {
    // Not an address, or a host that needs no permission: the test names the first, the second is no fault.
  }
}
