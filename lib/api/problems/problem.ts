/** Decides how the API says that a request failed: RFC 9457, with a page about its code as its type. */
import { refusalWords } from "@/lib/orders/refusal-words";
import type { Refusal } from "@/lib/shared/outcome";
import { snakePath } from "../cases";
import { findProblem, problemPage } from "./catalog";
import { type ProblemStatus, TITLES } from "./entry";

export const PROBLEM_TYPE = "application/problem+json";

type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
};

/** The sentence for a refusal of one thing among many. An unknown id and a foreign one read the same. */
export function refusalMessage(code: string, data: Refusal["data"] = {}): string {
  return findProblem(code)?.says ?? refusalWords(code, data);
}

/** What has no page is a conflict with the state that something is in; a test finds such codes. */
export function statusOf(code: string): ProblemStatus {
  return findProblem(code)?.status ?? 409;
}

/** A refusal as RFC 9457 has it. Fields are named as the request named them. */
function problemOf({ code, field, data, issues }: Refusal): Problem {
  const status = statusOf(code);
  const detail = refusalMessage(code, data);
  const errors = issues ?? (field === undefined ? [] : [{ field, message: detail }]);
  return {
    type: problemPage(code),
    title: TITLES[status],
    status,
    detail,
    code,
    ...(errors.length > 0
      ? { errors: errors.map((one) => ({ ...one, field: snakePath(one.field) })) }
      : {}),
  };
}

/** What such a problem looks like, for the document and for its page. */
export function exampleProblem(code: string): Problem {
  const { data, field } = findProblem(code)?.example ?? {};
  return problemOf({
    code,
    ...(data === undefined ? {} : { data }),
    ...(field === undefined ? {} : { field }),
  });
}

/** The answer that carries a refusal. Its body depends on the refusal alone, never on who asked. */
export function problemResponse(refusal: Refusal): Response {
  const problem = problemOf(refusal);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": PROBLEM_TYPE,
      ...(problem.status === 401 ? { "www-authenticate": 'Bearer realm="Orderflow"' } : {}),
      ...(problem.status === 503 ? { "retry-after": "2" } : {}),
    },
  });
}
