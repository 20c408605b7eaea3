import "server-only";
import type { z } from "zod";
import { type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { formObject } from "./form-object";
import { may, type Permission } from "./permissions";

/** Checks the permission, parses the input and runs. `ctx` is null when nobody is signed in. */
export async function runGuarded<Schema extends z.ZodType, T>(
  ctx: Context | null,
  permission: Permission,
  schema: Schema,
  input: unknown,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (ctx === null) {
    return refuse("signed_out");
  }
  if (!may(ctx.role, permission)) {
    return refuse("not_allowed");
  }
  const parsed = parseInput(schema, input);
  return parsed.ok ? run(ctx, parsed.value) : parsed;
}

/** Parses what was sent; a form is read as an object first. `words` says what a schema has no message for. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  words?: z.core.$ZodErrorMap,
): Outcome<z.output<Schema>, "invalid"> {
  const given = input instanceof FormData ? formObject(input) : input;
  const parsed = schema.safeParse(given, words ? { error: words } : {});
  return parsed.success
    ? { ok: true, value: parsed.data }
    : refuse("invalid", { issues: issuesOf(parsed.error) });
}

/** One message a field: the first one. */
function issuesOf(error: z.ZodError): NonNullable<Refusal["issues"]> {
  const messages = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.join(".");
    messages.set(field, messages.get(field) ?? issue.message);
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}
