/** What can go wrong between extension and service, each with a name, a sentence and a cure. */

import type { ProblemOut } from "../../src/shared/api";
import type { CallFault, ConnectionFault, ConnectionResult } from "../../src/shared/protocol";
import { say } from "./words";

export type FaultName = CallFault["fault"];

/** A fault in the person's words. A problem document of the service speaks for itself: its title and detail. */
export function faultOf(
  fault: FaultName,
  problem: ProblemOut | null = null,
  retryAfter: number | null = null,
): CallFault {
  const wait = String(Math.max(1, Math.ceil(retryAfter ?? 1)));
  const own = { message: say(`fault_${fault}`), cure: say(`fault_${fault}_cure`, wait) };
  const words = fault === "problem" && problem ? { message: problem.title, cure: detailOf(problem) } : own;
  return { fault, ...words, problem, retryAfter };
}

export function connectionFault(fault: ConnectionFault, version: string | null = null): ConnectionResult {
  const { message, cure } = faultOf(fault);
  return { ok: false, fault, version, message, cure };
}

/** A refusal by status. 400 and 422 speak of this call, the others of the connection. */
export function faultOfStatus(status: number, problem: ProblemOut | null, hasToken: boolean): FaultName {
  const code = problem?.type.split(/[/:]/).at(-1) ?? "";
  if (status === 401) return hasToken ? "token" : "token_missing";
  if (status === 403) return "forbidden";
  if (status === 429) return "too_many";
  if (code === "rulebook") return "rulebook";
  if (!problem) return status === 502 || status === 503 || status === 504 ? "not_ready" : "not_replywright";
  return "problem";
}

/** The body as a problem document, or null when it is something else. */
export function asProblem(body: unknown, status: number): ProblemOut | null {
  if (typeof body !== "object" || body === null) return null;
  const { type, title } = body as Record<string, unknown>;
  if (typeof type !== "string" || typeof title !== "string") return null;
  return { status, ...body, type, title };
}

function detailOf(problem: ProblemOut): string {
  const fields = (problem.errors ?? []).map(({ field, message }) =>
    [field, message].filter(Boolean).join(": "),
  );
  return [problem.detail, ...fields].filter(Boolean).join(" · ") || say("fault_problem_cure");
}
