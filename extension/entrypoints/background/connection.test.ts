import { expect, test, vi } from "vitest";
import { testConnection } from "./connection";

vi.mock("./words", () => ({ say: (key: string) => key }));

const READY = { ready: true, status: "ok", version: "0.1.0", rulebook: { status: "ok", detail: "" } };
const ME = { role: "owner", version: "0.1.0" };
const REFUSED = { type: "urn:replywright:problem:unauthenticated", title: "A valid access token is needed" };

type Answer = { status?: number; body: unknown } | "lost" | "unreadable";

/** A network of addresses; `unreadable` arrives only for a request that does not want to read the answer. */
function network(answers: Record<string, Answer>): typeof fetch {
  return (async (input: string, request: RequestInit) => {
    const answer = answers[input] ?? "lost";
    if (answer === "lost" || (answer === "unreadable" && request.mode !== "no-cors"))
      throw new TypeError("Failed to fetch");
    if (answer === "unreadable") return new Response(null);
    const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return new Response(body, { status: answer.status ?? 200 });
  }) as typeof fetch;
}

async function tested(
  answers: Record<string, Answer>,
  { serverUrl = "http://a.example", token = "", granted = true } = {},
) {
  const parts = { fetch: network(answers), isGranted: async () => granted, version: "0.1.0" };
  return testConnection({ serverUrl, token }, parts);
}

test("a service that is ready and knows the token passes, and says its version", async () => {
  const result = await tested({
    "http://a.example/readyz": { body: READY },
    "http://a.example/v1/me": { body: ME },
  });
  expect(result).toEqual({ ok: true, fault: null, version: "0.1.0", message: "test_ok", cure: "" });
});

test.each<[string, Record<string, Answer>, Parameters<typeof tested>[1]]>([
  ["address", {}, { serverUrl: "nonsense://x" }],
  ["not_reachable", {}, {}],
  ["permission", { "http://a.example/healthz": "unreadable" }, { granted: false }],
  ["cors", { "http://a.example/healthz": "unreadable" }, {}],
  ["tls", { "http://a.example/": "unreadable" }, { serverUrl: "https://a.example" }],
  ["tls", { "https://a.example/": "unreadable" }, {}],
  ["not_replywright", { "http://a.example/readyz": { body: "<html>" } }, {}],
  ["not_replywright", { "http://a.example/readyz": { body: { status: "up" } } }, {}],
  ["version", { "http://a.example/readyz": { body: { ...READY, version: "2.0.0" } } }, {}],
  ["not_ready", { "http://a.example/readyz": { status: 503, body: { ...READY, ready: false } } }, {}],
  [
    "rulebook",
    {
      "http://a.example/readyz": {
        status: 503,
        body: { ...READY, ready: false, rulebook: { status: "down", detail: "" } },
      },
    },
    {},
  ],
  [
    "rulebook",
    {
      "http://a.example/readyz": {
        status: 500,
        body: { type: "urn:replywright:problem:rulebook", title: "" },
      },
    },
    {},
  ],
  [
    "token_missing",
    { "http://a.example/readyz": { body: READY }, "http://a.example/v1/me": { status: 401, body: REFUSED } },
    {},
  ],
  [
    "token",
    { "http://a.example/readyz": { body: READY }, "http://a.example/v1/me": { status: 401, body: REFUSED } },
    { token: "rw_old" },
  ],
  [
    "forbidden",
    { "http://a.example/readyz": { body: READY }, "http://a.example/v1/me": { status: 403, body: REFUSED } },
    { token: "rw_1" },
  ],
  [
    "version",
    { "http://a.example/readyz": { body: READY }, "http://a.example/v1/me": { status: 404, body: REFUSED } },
    {},
  ],
])("the test names the fault %s", async (fault, answers, options) => {
  const result = await tested(answers, options);
  expect(result).toMatchObject({ ok: false, fault, message: `fault_${fault}`, cure: `fault_${fault}_cure` });
});
