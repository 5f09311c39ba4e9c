/** The panel's and options page's way to the worker: whatever happens to the worker, an answer comes back. */

import { sendToWorker } from "../shared/channel";
import type { AnswerTo, Called, ConnectionResult, ToWorker } from "../shared/protocol";
import { readSettings } from "../shared/settings";
import type { Ports } from "./state/store";
import { t, uiLanguage } from "./words";

/** null when the worker could not be reached twice: a worker that just died is started by the second try. */
async function ask<M extends ToWorker>(message: M): Promise<AnswerTo<M> | null> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await sendToWorker(message).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return null;
}

function unreached<T>(): Called<T> {
  const error = { message: t("fault_worker"), cure: t("fault_worker_cure"), problem: null, retryAfter: null };
  return { ok: false, error: { fault: "worker", ...error } };
}

const disconnected = (): ConnectionResult => ({
  ok: false,
  fault: "worker",
  version: null,
  message: t("fault_worker"),
  cure: t("fault_worker_cure"),
});

export const ports: Ports = {
  drafts: async (reviewKey, body) => (await ask({ kind: "request_drafts", reviewKey, body })) ?? unreached(),
  check: async ({ reviewKey, body }) =>
    (await ask({ kind: "request_check", reviewKey, body })) ?? unreached(),
  cancel: async (reviewKey) => {
    await ask({ kind: "cancel_drafts", reviewKey });
  },
  insert: async (message) =>
    (await sendToWorker(message).catch(() => undefined)) ?? {
      outcome: "not_found",
      readBack: false,
      message: "",
    },
  copy: copyText,
  status: async () => (await ask({ kind: "connection_status" })) ?? disconnected(),
  openedIn: currentReview,
  defaultBusiness: async () => (await readSettings()).business,
  uiLanguage,
};

export async function testConnection(serverUrl: string, token: string): Promise<ConnectionResult> {
  return (await ask({ kind: "connection_test", serverUrl, token })) ?? disconnected();
}

export async function lookUp(what: "me" | "businesses" | "platforms"): Promise<Called<unknown>> {
  return (await ask({ kind: "request_lookup", what })) ?? unreached();
}

export async function currentReview(tabId: number | null) {
  return ask({ kind: "current_review", tabId });
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The old way: works without focus on the document, where the clipboard interface refuses. */
function copyBySelection(text: string): boolean {
  const carrier = document.createElement("textarea");
  carrier.value = text;
  carrier.setAttribute("aria-hidden", "true");
  carrier.className = "off-screen";
  document.body.append(carrier);
  const focused = document.activeElement;
  carrier.select();
  const copied = document.execCommand("copy");
  carrier.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
