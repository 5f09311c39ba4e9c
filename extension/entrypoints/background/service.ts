/** Calls to the configured service: the only place of the extension that uses the network. */

import type { CheckIn, CheckOut, DraftsIn, DraftsOut } from "../../src/shared/api";
import type { Called, CallFault } from "../../src/shared/protocol";
import { InvalidServerUrl, serverOrigin } from "../../src/shared/settings";
import { serverEvents } from "./event-stream";
import { asProblem, faultOf, faultOfStatus } from "./faults";

/** Where to call and as whom. */
export interface Access {
  serverUrl: string;
  token: string;
}

export interface CallOptions {
  body?: unknown;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Tries after the first one, for a lost connection only: an answer, even a bad one, is never asked twice. */
  retries?: number;
  /** Asks for a stream; gets every event but the last, whose data is the answer. */
  onEvent?: OnEvent;
}

export type OnEvent = (name: string, data: unknown) => void;

export interface ServiceParts {
  fetch: typeof fetch;
  access: () => Promise<Access>;
  language: () => string;
  wait: (ms: number) => Promise<void>;
}

const DRAFTS_TIMEOUT_MS = 120_000;
const CHECK_TIMEOUT_MS = 10_000;
const LOOKUP_TIMEOUT_MS = 8_000;
const RETRY_AFTER_MS = 400;

/** Every method answers with a value or a fault and never throws. */
export class Service {
  constructor(private readonly parts: ServiceParts) {}

  /** Streamed, because the browser gives up on an answer that does not begin within half a minute. */
  drafts(body: DraftsIn, signal?: AbortSignal, onEvent?: OnEvent): Promise<Called<DraftsOut>> {
    const extras = { ...(signal && { signal }), ...(onEvent && { onEvent }) };
    return this.call("/v1/drafts", { body, timeoutMs: DRAFTS_TIMEOUT_MS, retries: 1, ...extras });
  }

  check(body: CheckIn): Promise<Called<CheckOut>> {
    return this.call("/v1/check", { body, timeoutMs: CHECK_TIMEOUT_MS, retries: 1 });
  }

  lookup(what: "me" | "businesses" | "platforms"): Promise<Called<unknown>> {
    return this.call(`/v1/${what}`, { timeoutMs: LOOKUP_TIMEOUT_MS, retries: 1 });
  }

  async call<T>(path: string, options: CallOptions): Promise<Called<T>> {
    const access = await this.parts.access();
    let url: string;
    try {
      url = serverOrigin(access.serverUrl) + path;
    } catch (error) {
      if (error instanceof InvalidServerUrl) return failed(faultOf("address"));
      throw error;
    }
    for (let left = options.retries ?? 0; ; left -= 1) {
      const called = await this.once<T>(url, access.token, options);
      if (called.ok || called.error.fault !== "not_reachable" || left <= 0) return called;
      await this.parts.wait(RETRY_AFTER_MS);
    }
  }

  private async once<T>(url: string, token: string, options: CallOptions): Promise<Called<T>> {
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
    let response: Response;
    let body: unknown;
    try {
      response = await this.parts.fetch(url, { ...this.request(token, options), signal });
      const streamed = response.headers.get("Content-Type")?.startsWith("text/event-stream");
      if (streamed && response.body) return await answerOf<T>(response.body, options.onEvent);
      body = await response.json().catch((error: unknown) => {
        if (signal.aborted) throw error;
        return undefined;
      });
    } catch {
      if (options.signal?.aborted) return failed(faultOf("cancelled"));
      return failed(faultOf(timeout.aborted ? "timeout" : "not_reachable"));
    }
    if (response.ok && typeof body === "object" && body !== null) return { ok: true, value: body as T };
    if (response.ok) return failed(faultOf("not_replywright"));
    const problem = asProblem(body, response.status);
    const retryAfter = Number(response.headers.get("Retry-After")) || null;
    return failed(faultOf(faultOfStatus(response.status, problem, token !== ""), problem, retryAfter));
  }

  private request(token: string, { body, onEvent }: CallOptions): RequestInit {
    const headers: Record<string, string> = {
      Accept: onEvent ? "text/event-stream, application/json" : "application/json",
      "Accept-Language": this.parts.language(),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    return {
      method: body === undefined ? "GET" : "POST",
      headers,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      ...content,
    };
  }
}

/** The data of `done`. Throws when the stream ends without one: the connection was lost. */
async function answerOf<T>(body: ReadableStream<Uint8Array>, onEvent?: OnEvent): Promise<Called<T>> {
  for await (const { name, data } of serverEvents(body)) {
    const value: unknown = JSON.parse(data);
    if (name === "done") return { ok: true, value: value as T };
    if (name === "problem") {
      const problem = asProblem(value, 500);
      return failed(faultOf(faultOfStatus(problem?.status ?? 500, problem, true), problem));
    }
    onEvent?.(name, value);
  }
  throw new TypeError("the stream ended before its answer");
}

function failed(error: CallFault): { ok: false; error: CallFault } {
  return { ok: false, error };
}
