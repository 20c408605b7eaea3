/** Decides how an operation of the API describes itself: to its guard, to the document and to the tests. */
import type { z } from "@hono/zod-openapi";
import type { Permission } from "@/lib/auth/permissions";
import type { Outcome } from "@/lib/shared/outcome";
import type { ProblemCode } from "./problems/catalog";

/** What a request's body may be, and how it is read. */
export type Sent<Body> = {
  /** As it is sent: the document shows this, and every body passes it. */
  readonly schema: z.ZodType;
  /** A whole body that works; the contract test sends it. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly isForm: boolean;
  readonly parse: (input: unknown) => Outcome<Body, "invalid">;
};

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Other forms of the answer than JSON: a media type, and what it holds. */
  readonly files?: Readonly<Record<string, string>>;
  /** The answer names the new thing's path in `Location`. */
  readonly located?: boolean;
};

/** What a declaration says beside its path. */
export type Told = {
  /** A name for generated clients. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly answers: Readonly<Partial<Record<200 | 201, Answer>>>;
  /** Codes of refusals besides those that every operation of its kind has. */
  readonly refusals?: readonly ProblemCode[];
};

export type Operation = Told & {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly permission: Permission;
  readonly query: z.ZodObject | null;
  readonly body: Omit<Sent<unknown>, "parse"> | null;
};

export function answer(
  description: string,
  schema: z.ZodType,
  more: Pick<Answer, "files" | "located"> = {},
): Answer {
  return { description, schema, ...more };
}
