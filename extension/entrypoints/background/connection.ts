/** The connection test: tries the service step by step and names the first thing that is wrong. */

import type { ConnectionFault, ConnectionResult } from "../../src/shared/protocol";
import { InvalidServerUrl, serverOrigin } from "../../src/shared/settings";
import { asProblem, connectionFault, faultOfStatus } from "./faults";
import type { Access } from "./service";
import { say } from "./words";

export interface ConnectionParts {
  fetch: typeof fetch;
  isGranted: (address: string) => Promise<boolean>;
  /** The extension's own version. */
  version: string;
}

const STEP_TIMEOUT_MS = 5_000;

export async function testConnection(access: Access, parts: ConnectionParts): Promise<ConnectionResult> {
  let base: string;
  try {
    base = serverOrigin(access.serverUrl);
  } catch (error) {
    if (error instanceof InvalidServerUrl) return connectionFault("address");
    throw error;
  }
  const ready = await reach(`${base}/readyz`, {}, parts);
  if (!ready) return connectionFault(await whyUnreached(base, parts));
  const report = readinessOf(ready.body);
  if (!report) return connectionFault(namesRulebook(ready.body) ? "rulebook" : "not_replywright");
  const { version } = report;
  if (!fits(version, parts.version)) return connectionFault("version", version);
  if (!report.ready) return connectionFault(report.rulebookDown ? "rulebook" : "not_ready", version);
  const authorization = access.token ? { Authorization: `Bearer ${access.token}` } : {};
  const fault = faultOfMe(await reach(`${base}/v1/me`, authorization, parts), access.token !== "");
  if (fault) return connectionFault(fault, version);
  return { ok: true, fault: null, version, message: say("test_ok"), cure: "" };
}

interface Reached {
  status: number;
  body: unknown;
}

/** null: the browser got no answer it may read. */
async function reach(url: string, headers: HeadersInit, parts: ConnectionParts): Promise<Reached | null> {
  try {
    const response = await parts.fetch(url, { ...plain(), headers });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch {
    return null;
  }
}

/**
 * A failed fetch says nothing of its cause, so a second one that may not read the answer tells them apart: if it
 * arrives, the server is there and only the reading is forbidden.
 */
async function whyUnreached(base: string, parts: ConnectionParts): Promise<ConnectionFault> {
  const granted = await parts.isGranted(base);
  if (await answers(`${base}/healthz`, parts)) return granted ? "cors" : "permission";
  const url = new URL(base);
  if (url.protocol === "http:") {
    url.protocol = "https:";
    return (await answers(url.href, parts)) ? "tls" : "not_reachable";
  }
  url.protocol = "http:";
  // An https address that fails while plain http answers has a fault in its certificate or speaks no TLS at all.
  return (await answers(url.href, parts)) ? "tls" : "not_reachable";
}

async function answers(url: string, parts: ConnectionParts): Promise<boolean> {
  try {
    await parts.fetch(url, { ...plain(), mode: "no-cors" });
    return true;
  } catch {
    return false;
  }
}

function plain(): RequestInit {
  return { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(STEP_TIMEOUT_MS) };
}

function faultOfMe(me: Reached | null, hasToken: boolean): ConnectionFault | null {
  if (!me) return "not_reachable";
  if (me.status === 200 && isRecord(me.body)) return null;
  if (me.status === 404) return "version";
  const fault = faultOfStatus(me.status, asProblem(me.body, me.status), hasToken);
  return fault === "problem" || fault === "cancelled" ? "not_ready" : fault;
}

interface Readiness {
  ready: boolean;
  version: string;
  rulebookDown: boolean;
}

/** What /readyz says, or null when it is not our service that speaks. */
function readinessOf(body: unknown): Readiness | null {
  if (!isRecord(body) || typeof body.ready !== "boolean" || typeof body.version !== "string") return null;
  const rulebookDown = isRecord(body.rulebook) && body.rulebook.status === "down";
  return { ready: body.ready, version: body.version, rulebookDown };
}

function namesRulebook(body: unknown): boolean {
  return asProblem(body, 500)?.type.endsWith(":rulebook") ?? false;
}

/** The contract changes with the first number of the version only. */
function fits(service: string, extension: string): boolean {
  return service.split(".")[0] === extension.split(".")[0];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
