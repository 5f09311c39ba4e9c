/** What is wrong, what to do, and that nothing typed is lost. */

import { browser } from "wxt/browser";
import type { CallFault } from "../../shared/protocol";
import type { PanelState, PanelStore } from "../state/store";
import { t } from "../words";

const CURED_IN_SETTINGS: readonly CallFault["fault"][] = [
  "address",
  "cors",
  "permission",
  "tls",
  "token",
  "token_missing",
  "not_replywright",
];

export function Banner({ state, store }: { state: PanelState; store: PanelStore }) {
  const trouble = state.fault ?? (state.connection && !state.connection.ok ? state.connection : null);
  const typed = state.job?.replies.some(({ text, original }) => text !== original) ?? false;
  return (
    <div aria-live="polite">
      {trouble && (
        <div class="banner" role="alert">
          <p>
            <strong>{trouble.message}</strong>
          </p>
          <p>{trouble.cure}</p>
          {typed && <p>{t("kept_note")}</p>}
          <div class="buttons">
            <button type="button" class="button small" onClick={() => void store.retry()}>
              {t("retry")}
            </button>
            {trouble.fault && CURED_IN_SETTINGS.includes(trouble.fault) && (
              <button
                type="button"
                class="button small"
                onClick={() => void browser.runtime.openOptionsPage()}
              >
                {t("settings")}
              </button>
            )}
          </div>
        </div>
      )}
      {state.restored && !trouble && <p class="restored quiet">{t("restored")}</p>}
    </div>
  );
}
