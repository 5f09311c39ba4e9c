import { expect, test, vi } from "vitest";
import { Service, type ServiceParts } from "./service";

vi.mock("./words", () => ({ say: (key: string, ...values: string[]) => [key, ...values].join(" ") }));

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function serviceOn(fetch: ServiceParts["fetch"], serverUrl = "http://127.0.0.1:8410", token = "rw_1") {
  return new Service({
    fetch,
    access: async () => ({ serverUrl, token }),
    language: () => "et",
    wait: async () => {},
  });
}

const DRAFTS = { review: {} as never, business: null };

test("a call carries the token and the person's language, to the configured address only", async () => {
  const fetch = vi.fn(async (..._request: Parameters<typeof globalThis.fetch>) => json({ drafts: [] }));
  const called = await serviceOn(fetch, "https://replies.example/base/").drafts(DRAFTS);
  expect(called).toEqual({ ok: true, value: { drafts: [] } });
  const [url, request] = fetch.mock.calls[0] ?? [];
  expect(url).toBe("https://replies.example/base/v1/drafts");
  expect(request?.headers).toMatchObject({ Authorization: "Bearer rw_1", "Accept-Language": "et" });
  expect(request?.credentials).toBe("omit");
});

test("a lost connection is tried once more, an answer never", async () => {
  const lost = vi.fn().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue(json({}));
  expect((await serviceOn(lost).drafts(DRAFTS)).ok).toBe(true);
  expect(lost).toHaveBeenCalledTimes(2);
  const down = vi.fn(async () => json({ type: "urn:replywright:problem:unavailable", title: "Down" }, 503));
  const called = await serviceOn(down).drafts(DRAFTS);
  expect(called).toMatchObject({ ok: false, error: { fault: "problem", message: "Down" } });
  expect(down).toHaveBeenCalledTimes(1);
});

test("a server that stays away is not reachable", async () => {
  const called = await serviceOn(async () => Promise.reject(new TypeError("Failed to fetch"))).drafts(DRAFTS);
  expect(called).toMatchObject({
    ok: false,
    error: { fault: "not_reachable", message: "fault_not_reachable" },
  });
});

test("a problem document speaks with its title, detail and fields", async () => {
  const problem = {
    type: "urn:replywright:problem:invalid-input",
    title: "A field cannot be used as it is",
    detail: "See errors.",
    errors: [{ field: "review.text", message: "too long" }],
  };
  const called = await serviceOn(async () => json(problem, 422)).drafts(DRAFTS);
  expect(called).toMatchObject({
    ok: false,
    error: { message: problem.title, cure: "See errors. · review.text: too long" },
  });
});

test.each([
  [401, "rw_1", "token"],
  [401, "", "token_missing"],
  [403, "rw_1", "forbidden"],
  [429, "rw_1", "too_many"],
  [404, "rw_1", "not_replywright"],
  [502, "rw_1", "not_ready"],
])("status %i with token %j is the fault %s", async (status, token, fault) => {
  const service = serviceOn(async () => json("gone", status), undefined, token);
  expect(await service.check({ text: "a" })).toMatchObject({ ok: false, error: { fault } });
});

test("Retry-After is told in seconds", async () => {
  const busy = async () => json({ type: "t", title: "Too many requests" }, 429, { "Retry-After": "7" });
  const called = await serviceOn(busy).check({ text: "a" });
  expect(called).toMatchObject({ ok: false, error: { retryAfter: 7, cure: "fault_too_many_cure 7" } });
});

test("a page that is no JSON is something other than our service", async () => {
  const called = await serviceOn(async () => new Response("<html>")).lookup("me");
  expect(called).toMatchObject({ ok: false, error: { fault: "not_replywright" } });
});

test("a wrong address is named before anything is sent", async () => {
  const fetch = vi.fn();
  expect(await serviceOn(fetch, "ftp://x").check({ text: "a" })).toMatchObject({
    error: { fault: "address" },
  });
  expect(fetch).not.toHaveBeenCalled();
});

test("stopping a request is told apart from a lost connection, and is not tried again", async () => {
  const stop = new AbortController();
  const fetch = vi.fn(async (_url: unknown, request?: RequestInit) => {
    stop.abort();
    request?.signal?.throwIfAborted();
    return json({});
  });
  const called = await serviceOn(fetch as typeof globalThis.fetch).drafts(DRAFTS, stop.signal);
  expect(called).toMatchObject({ ok: false, error: { fault: "cancelled" } });
  expect(fetch).toHaveBeenCalledTimes(1);
});

function stream(...events: string[]): Response {
  return new Response(events.join(""), { headers: { "Content-Type": "text/event-stream" } });
}

const sse = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

test("streamed drafts tell their progress and end in the whole answer", async () => {
  const seen: string[] = [];
  const fetch = async () =>
    stream(sse("triage", {}), sse("delta", { draft: 0, text: "Th" }), sse("done", { id: "a" }));
  const called = await serviceOn(fetch).drafts(DRAFTS, undefined, (name) => seen.push(name));
  expect(called).toEqual({ ok: true, value: { id: "a" } });
  expect(seen).toEqual(["triage", "delta"]);
});

test("a stream that breaks off is asked for once more, one that ends in a problem is not", async () => {
  const broken = vi
    .fn()
    .mockResolvedValueOnce(stream(sse("triage", {})))
    .mockResolvedValueOnce(stream(sse("done", {})));
  expect((await serviceOn(broken).drafts(DRAFTS, undefined, () => {})).ok).toBe(true);
  expect(broken).toHaveBeenCalledTimes(2);
  const problem = { type: "urn:replywright:problem:internal", title: "Something went wrong", status: 500 };
  const failing = vi.fn(async () => stream(sse("problem", problem)));
  const called = await serviceOn(failing).drafts(DRAFTS, undefined, () => {});
  expect(called).toMatchObject({ ok: false, error: { fault: "problem", message: "Something went wrong" } });
  expect(failing).toHaveBeenCalledTimes(1);
});
