import "server-only";
import type { z } from "@hono/zod-openapi";
import { type Allowance, resolveApiKey } from "@/lib/auth/api-keys";
import { parseInput } from "@/lib/auth/guard";
import { may, type Permission } from "@/lib/auth/permissions";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { camelKeys } from "./cases";
import { fieldWords } from "./field-words";
import { idempotencyKey, once, resumed } from "./idempotency";
import { type JsonAnswer, jsonResponse } from "./json";
import type { Operation, Sent, Told } from "./operation";
import { problemResponse } from "./problems/problem";
import { readForm, readJson } from "./request";

export type Call<Query, Body> = {
  readonly ctx: Context;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  /** The caller's key against doing it twice, for commands that keep such keys themselves. */
  readonly key: string | null;
};

/** One endpoint of the API. Only `reads` and `writes` make one, so that each is guarded and documented. */
export type Route = Operation & {
  readonly handle: (request: Request, params: Params) => Promise<Response>;
};

type Params = Readonly<Record<string, string>>;

/** Declares an endpoint that changes nothing: key, permission, query, then `run`. */
export function reads<Query extends z.ZodObject>(
  path: string,
  permission: Permission,
  told: Told & { readonly query: Query },
  run: (call: Call<z.output<Query>, null>) => Promise<Outcome<JsonAnswer | Response>>,
): Route {
  return {
    ...told,
    method: "GET",
    path,
    permission,
    body: null,
    handle: (request, params) =>
      guardedByKey(permission, request, params, async (ctx) => {
        const parsed = parseInput(told.query, queryOf(request), fieldWords);
        if (!parsed.ok) {
          return problemResponse(parsed.refusal);
        }
        const call = { ctx, params, query: parsed.value, body: null, request, key: null };
        const outcome = await run(call);
        return outcome.ok ? answerOf(outcome.value) : problemResponse(outcome.refusal);
      }),
  };
}

type Writing<Body> = Told & {
  readonly body: Sent<Body>;
  /** The command keeps the caller's key itself and goes on where it stopped. */
  readonly resumes?: boolean;
};

/** Declares an endpoint that writes: key, permission, body, then `run`, once per Idempotency-Key. */
export function writes<Body>(
  [method, path]: readonly ["POST" | "PATCH", string],
  permission: Permission,
  { resumes = false, ...told }: Writing<Body>,
  run: (call: Call<null, Body>) => Promise<Outcome<JsonAnswer>>,
): Route {
  const read = told.body.isForm ? readForm : readJson;
  return {
    ...told,
    method,
    path,
    permission,
    query: null,
    handle: (request, params) =>
      guardedByKey(permission, request, params, async (ctx) => {
        const key = method === "POST" ? idempotencyKey(request) : accept(null);
        const sent = key.ok ? await read(request) : key;
        const parsed = sent.ok ? told.body.parse(sent.value.input) : sent;
        if (!key.ok || !sent.ok || !parsed.ok) {
          return problemResponse(firstRefusal(key, sent, parsed));
        }
        const call = { params, query: null, body: parsed.value, request, key: key.value };
        const answer = async (as: Context) => {
          const outcome = await run({ ...call, ctx: as });
          return outcome.ok ? jsonResponse(outcome.value) : problemResponse(outcome.refusal);
        };
        if (key.value === null) {
          return answer(ctx);
        }
        const target = new URL(request.url).pathname;
        const claim = { key: key.value, requestHash: `${target} ${sent.value.hash}` };
        return resumes ? resumed(ctx, claim, answer) : once(ctx, claim, answer);
      }),
  };
}

/** A body that the document's schema alone reads. */
export function sent<Schema extends z.ZodType>(
  schema: Schema,
  example: Sent<unknown>["example"] = {},
): Sent<z.output<Schema>> {
  const parse = (input: unknown) => parseInput(schema, input, fieldWords);
  return { schema, example, isForm: false, parse };
}

/** A body that a command's own schema reads, in camelCase, after the document's has let it pass. */
export function sentAs<Input extends z.ZodType>(
  schema: z.ZodType,
  input: Input,
  example: Sent<unknown>["example"] = {},
): Sent<z.output<Input>> {
  const parse = (given: unknown) => {
    const passed = parseInput(schema, given, fieldWords);
    return passed.ok ? parseInput(input, camelKeys(passed.value)) : passed;
  };
  return { schema, example, isForm: false, parse };
}

function firstRefusal(...outcomes: readonly Outcome<unknown>[]): Refusal {
  const refused = outcomes.find((outcome) => !outcome.ok);
  return refused?.ok === false ? refused.refusal : { code: "invalid" };
}

function answerOf(answer: JsonAnswer | Response): Response {
  return answer instanceof Response ? answer : jsonResponse(answer);
}

const BEARER = /^Bearer +(\S+)$/i;

/** Runs `work` as whom the request's key stands for. Files are answered outside of `/api/v1` by it too. */
export async function guardedByKey(
  permission: Permission,
  request: Request,
  params: Params,
  work: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const key = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  const call = key === undefined ? null : await resolveApiKey(key);
  if (call === null) {
    return problemResponse({ code: "unauthorized" });
  }
  const { ctx, allowance } = call;
  const response = allowance.allowed
    ? await permitted(permission, ctx, params, work)
    : problemResponse({ code: "rate_limited" });
  return withAllowance(response, allowance);
}

async function permitted(
  permission: Permission,
  ctx: Context,
  params: Params,
  work: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  if (!may(ctx.role, permission)) {
    return problemResponse({ code: "not_allowed" });
  }
  // The database takes no NUL, so nothing in it can have such a name.
  if (Object.values(params).some((value) => value.includes("\0"))) {
    return problemResponse({ code: "not_found" });
  }
  return work(ctx);
}

/** Says what the key may still ask for, as the IETF's RateLimit header fields for HTTP have it. */
function withAllowance(
  response: Response,
  { perSecond, burst, left, allowed }: Allowance,
): Response {
  const seconds = Math.ceil((burst - left) / perSecond);
  response.headers.set(
    "ratelimit-policy",
    `"default";q=${burst};w=${Math.ceil(burst / perSecond)}`,
  );
  response.headers.set("ratelimit", `"default";r=${left};t=${seconds}`);
  if (!allowed) {
    response.headers.set("retry-after", String(Math.max(1, Math.ceil(1 / perSecond))));
  }
  return response;
}

/** The URL's parameters, the first of each name. */
function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    query[name] ??= value.replaceAll("\0", "").trim();
  }
  return query;
}

/** The answer for something that this workspace does not have, known elsewhere or not. */
export const notHere = () => refuse("not_found");
