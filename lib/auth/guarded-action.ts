import "server-only";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { z } from "zod";
import type { Outcome } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { showAfterRedirect } from "./flash";
import { parseInput, runGuarded } from "./guard";
import { may, type Permission } from "./permissions";
import { sameSitePath } from "./same-site-path";
import { currentContext, signInPath } from "./session";

/** What a form's fields held when it was refused, so that it can be shown again without a script. Never a password or secret. */
type Sent = Readonly<Record<string, string>>;

type ActionOutcome<T> = Outcome<T> & { readonly sent?: Sent };

/** A server action for `useActionState` or a direct call; it also takes a form sent without a script. */
export type Action<T> = (previous: unknown, input: unknown) => Promise<ActionOutcome<T>>;

/** A server action for `<form action>`; it ends in a redirect. */
export type FormAction = (form: FormData) => Promise<void>;

/**
 * Builds a server action: session, permission, input, then `run`. What it answers is a value, so that
 * a form can show it. Redirects that `run` throws pass through; after a success every page is fresh.
 */
export function guardedAction<Schema extends z.ZodType, T>(
  permission: Permission,
  schema: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Outcome<T>>,
): Action<T> {
  return async (_previous, input) => {
    const outcome = await runGuarded(await currentContext(), permission, schema, input, run);
    if (outcome.ok) {
      revalidatePath("/", "layout");
    }
    return withSent(outcome, input);
  };
}

/**
 * Builds a server action for a plain form. `run` ends by redirecting and says with
 * `showAfterRedirect` what the next page tells; without a redirect the same page is shown again.
 */
export function guardedForm<Schema extends z.ZodType>(
  permission: Permission,
  schema: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<void>,
): FormAction {
  return async (form) => {
    const from = await sendingPage();
    const ctx = await currentContext();
    if (ctx === null) {
      redirect(signInPath(from));
    }
    if (!may(ctx.role, permission)) {
      forbidden();
    }
    const input = parseInput(schema, form);
    if (!input.ok) {
      const [issue] = input.refusal.issues ?? [];
      await showAfterRedirect(from, {
        kind: "refused",
        code: input.refusal.code,
        ...(issue ? { data: { field: issue.field, message: issue.message } } : {}),
      });
      redirect(from);
    }
    await run(ctx, input.value);
    revalidatePath("/", "layout");
  };
}

/** Builds the few actions that need no session: signing in and out, setting up. */
export function publicAction<Schema extends z.ZodType, T>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Outcome<T>>,
): Action<T> {
  return async (_previous, input) => {
    const parsed = parseInput(schema, input);
    return withSent(parsed.ok ? await run(parsed.value) : parsed, input);
  };
}

/** The same for a plain form; it ends in a redirect. */
export function publicForm(run: (form: FormData) => Promise<void>): FormAction {
  return async (form) => run(form);
}

function withSent<T>(outcome: Outcome<T>, input: unknown): ActionOutcome<T> {
  if (outcome.ok || !(input instanceof FormData)) {
    return outcome;
  }
  const fields = [...input].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !/password|secret|^\$ACTION/i.test(name) ? [[name, value]] : [],
  );
  return { ...outcome, sent: Object.fromEntries(fields) };
}

/** The path of the page that sent the form; `/` when the browser does not tell. */
async function sendingPage(): Promise<string> {
  const referer = (await headers()).get("referer") ?? "";
  const url = URL.canParse(referer) ? new URL(referer) : null;
  return sameSitePath(url === null ? null : `${url.pathname}${url.search}`, "/");
}
