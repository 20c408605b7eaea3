/** Decides what the API's document says of each operation: OpenAPI 3.1, made from what declares and guards it. */
import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { HEADERS, IDEMPOTENCY_KEY, OVERVIEW, TITLE } from "./document-words";
import type { Answer, Operation } from "./operation";
import { placeholdersOf, TAGS, tagOf } from "./places";
import { findProblem, type ProblemCode, problemPage } from "./problems/catalog";
import { exampleProblem, PROBLEM_TYPE, statusOf } from "./problems/problem";
import { problem } from "./shapes/problem";
import { said } from "./shapes/values";

const VERSION = "1.0.0";

/** The whole document. Paths are relative to its server, `/api/v1`. */
export function documentOf(operations: readonly Operation[]) {
  const api = new OpenAPIHono();
  const registry = api.openAPIRegistry;
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "An API key, made under Settings, API and webhooks.",
  });
  for (const [name, header] of Object.entries(HEADERS)) {
    registry.registerComponent("headers", name, header);
  }
  registry.register("Problem", problem);
  for (const [name, codes] of SHARED) {
    registry.registerComponent("responses", name, problemResponseOf(codes));
  }
  for (const operation of operations) {
    registry.registerPath(pathOf(operation));
  }
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: TITLE,
      version: VERSION,
      description: OVERVIEW,
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    tags: TAGS.map((name) => ({ name })),
  });
}

function pathOf(operation: Operation): RouteConfig {
  const { method, path, permission } = operation;
  const roles = PERMISSIONS[permission].filter((role) => role !== "client");
  return {
    method: method === "GET" ? "get" : method === "POST" ? "post" : "patch",
    path: path.replaceAll(/:(\w+)/g, "{$1}"),
    operationId: operation.id,
    summary: operation.summary,
    description: [operation.description, `Roles: ${roles.join(", ")}.`]
      .filter(Boolean)
      .join("\n\n"),
    tags: [tagOf(path)],
    request: requestOf(operation),
    responses: { ...answersOf(operation), ...problemsOf(operation) },
    "x-permission": permission,
    "x-roles": roles,
  };
}

function requestOf({ method, path, query, body }: Operation): NonNullable<RouteConfig["request"]> {
  const placeholders = placeholdersOf(path).map(
    ({ name, about, example }) => [name, said(z.string(), about, example)] as const,
  );
  const hasFields =
    body !== null && body.schema instanceof z.ZodObject
      ? Object.keys(body.schema.shape).length > 0
      : body !== null;
  return {
    ...(placeholders.length > 0 ? { params: z.object(Object.fromEntries(placeholders)) } : {}),
    ...(query === null ? {} : { query }),
    ...(method === "POST"
      ? {
          headers: z.object({
            "Idempotency-Key": said(
              z.string().max(255).optional(),
              IDEMPOTENCY_KEY,
              "8f14e45f-ceea-467f-a8c6-5f4b3d1c2b7a",
            ),
          }),
        }
      : {}),
    ...(body !== null && hasFields
      ? {
          body: {
            required: !body.schema.safeParse({}).success,
            content: {
              [body.isForm ? "multipart/form-data" : "application/json"]: {
                schema: body.schema,
                example: body.example,
              },
            },
          },
        }
      : {}),
  };
}

const ref = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` });
const ALWAYS = {
  RateLimit: ref("RateLimit"),
  "RateLimit-Policy": ref("RateLimit-Policy"),
  "Request-Id": ref("Request-Id"),
};

function answersOf({ answers }: Operation): RouteConfig["responses"] {
  const entries: readonly (readonly [string, Answer])[] = Object.entries(answers);
  return Object.fromEntries(
    entries.map(([status, { description, schema, files = {}, located }]) => [
      status,
      {
        description,
        headers: { ...ALWAYS, ...(located ? { Location: ref("Location") } : {}) },
        content: {
          ...(schema ? { "application/json": { schema } } : {}),
          ...Object.fromEntries(
            Object.entries(files).map(([type, what]) => [
              type,
              { schema: { type: "string", description: what } },
            ]),
          ),
        },
      },
    ]),
  );
}

/** Every code that an operation may answer, those that come of its kind among them. */
function codesOf({ method, path, query, body, refusals = [] }: Operation): ProblemCode[] {
  const takesFields = (query !== null && Object.keys(query.shape).length > 0) || body !== null;
  const namesOne = path.includes(":") && !refusals.includes("not_found");
  return [
    ...when(body?.isForm === true, "bad_form"),
    ...when(body?.isForm === false, "bad_json"),
    ...when(body !== null, "too_large"),
    ...when(method === "POST", "bad_key", "key_reused"),
    "unauthorized",
    "not_allowed",
    ...when(namesOne, "not_found"),
    ...when(takesFields, "invalid"),
    ...refusals,
    "rate_limited",
    "failed",
    "unavailable",
    ...when(method !== "GET", "outcome_unknown"),
  ];
}

const when = (holds: boolean, ...codes: ProblemCode[]) => (holds ? codes : []);

function problemsOf(operation: Operation): RouteConfig["responses"] {
  const byStatus = Map.groupBy(codesOf(operation), statusOf);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => {
        const shared = SHARED.find(([, its]) => its.join() === codes.join());
        return [
          status,
          shared ? { $ref: `#/components/responses/${shared[0]}` } : problemResponseOf(codes),
        ];
      }),
  );
}

/** Problems that many operations answer alike. */
const SHARED: readonly (readonly [string, readonly ProblemCode[]])[] = [
  ["BadRequest", ["bad_json", "bad_key"]],
  ["BadBody", ["bad_json"]],
  ["Unauthorized", ["unauthorized"]],
  ["NotAllowed", ["not_allowed"]],
  ["NotFound", ["not_found"]],
  ["TooLarge", ["too_large"]],
  ["RateLimited", ["rate_limited"]],
  ["Failed", ["failed"]],
  ["Unavailable", ["unavailable"]],
  ["UnavailableWhileWriting", ["unavailable", "outcome_unknown"]],
];

function problemResponseOf(codes: readonly ProblemCode[]) {
  const [first = "failed"] = codes;
  const status = statusOf(first);
  return {
    description: codes
      .map((code) => `[\`${code}\`](${problemPage(code)}): ${findProblem(code)?.means ?? ""}`)
      .join("\n\n"),
    headers: {
      // Before the key is known, nothing is known of its limits.
      ...(status === 401 || status >= 500 ? { "Request-Id": ALWAYS["Request-Id"] } : ALWAYS),
      ...(status === 429 || status === 503 ? { "Retry-After": ref("Retry-After") } : {}),
    },
    content: {
      [PROBLEM_TYPE]: {
        schema: { $ref: "#/components/schemas/Problem" },
        example: exampleProblem(first),
      },
    },
    "x-codes": codes,
  };
}
