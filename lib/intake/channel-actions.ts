"use server";

import { notFound } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction, guardedForm } from "@/lib/auth/guarded-action";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { isChannel } from "./channels/descriptions";
import {
  addConnection,
  askConnection,
  checkConnection,
  rotateWebhookSecret,
  updateConnection,
} from "./connections";
import { discardDelivery, retryDelivery } from "./ledger-commands";
import { runPolls } from "./polls";

const Name = z.string().trim().max(80, "Name may have at most 80 characters.").default("");
const Texts = z.record(z.string().max(60), z.string().max(8000)).default({});
/** Secrets have names of their own, so that no refusal sends them back. */
const Said = z.object({ name: Name, values: Texts, secret: Texts });

export const addConnectionAction = guardedAction(
  "connections.write",
  Said.extend({ channel: z.string().refine(isChannel, "This channel is unknown.") }),
  async (ctx, { secret, ...input }) => {
    const outcome = await addConnection(ctx, { ...input, values: { ...input.values, ...secret } });
    return outcome.ok
      ? leaveTo(`/settings/connections/${outcome.value.id}`, { kind: "done", code: "added" })
      : outcome;
  },
);

export const updateConnectionAction = guardedAction(
  "connections.write",
  Said.extend({ id: z.uuid(), version: z.coerce.number().int() }),
  async (ctx, { secret, ...input }) => {
    const values = { ...input.values, ...secret };
    const outcome = await updateConnection(ctx, { ...input, values });
    return outcome.ok
      ? leaveTo(`/settings/connections/${input.id}`, { kind: "done", code: "saved" })
      : outcome;
  },
);

export const rotateSecretAction = guardedAction(
  "connections.write",
  z.object({
    id: z.uuid(),
    secret: z
      .string()
      .trim()
      .min(8, "The secret is too short: copy all of it.")
      .max(4000, "The secret is too long."),
  }),
  async (ctx, { id, secret }) => {
    const outcome = await rotateWebhookSecret(ctx, id, secret);
    return outcome.ok
      ? leaveTo(`/settings/connections/${id}`, { kind: "done", code: "rotated" })
      : outcome;
  },
);

const One = z.object({ id: z.string() });

/** Back to the page of what was asked for, which tells what came of it. */
async function tell(path: string, outcome: Outcome<unknown>, code: string): Promise<never> {
  if (!outcome.ok && outcome.refusal.code === "not_found") {
    notFound();
  }
  if (outcome.ok) {
    return leaveTo(path, { kind: "done", code });
  }
  const { data } = outcome.refusal;
  return leaveTo(path, {
    kind: "refused",
    code: outcome.refusal.code,
    ...(data ? { data: cut(data) } : {}),
  });
}

/** A notice travels in a cookie: long texts are cut to what it holds. */
function cut(data: Readonly<Record<string, string | number | boolean | null>>) {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === "string" ? value.slice(0, 200) : value,
    ]),
  );
}

export const askConnectionAction = guardedForm(
  "connections.write",
  One.extend({ request: z.enum(["pause", "resume", "disconnect", "poll_now", "end_overlap"]) }),
  async (ctx, { id, request }) => {
    const outcome = await askConnection(ctx, id, request);
    if (outcome.ok && (request === "poll_now" || request === "resume")) {
      after(runPolls);
    }
    await tell(`/settings/connections/${id}`, outcome, request);
  },
);

export const checkConnectionAction = guardedForm("connections.write", One, async (ctx, { id }) => {
  const path = `/settings/connections/${id}`;
  const outcome = await checkConnection(ctx, id);
  if (outcome.ok) {
    const data = { account: outcome.value.account.slice(0, 200) };
    await leaveTo(path, { kind: "done", code: "checked", data });
  }
  await tell(path, outcome, "checked");
});

export const retryDeliveryAction = guardedForm("intake.write", One, async (ctx, { id }) => {
  const outcome = await retryDelivery(ctx, id);
  const fate = outcome.ok ? outcome.value.fate : "";
  const shown = fate === "quarantined" ? refuse("retried_quarantined") : outcome;
  await tell(`/imports/ledger/${id}`, shown, `retried_${fate}`);
});

export const discardDeliveryAction = guardedForm("intake.write", One, async (ctx, { id }) =>
  tell(`/imports/ledger/${id}`, await discardDelivery(ctx, id), "discarded"),
);
