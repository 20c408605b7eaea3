"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction, guardedForm } from "@/lib/auth/guarded-action";
import type { Outcome } from "@/lib/shared/outcome";
import { addEndpoint, askEndpoint, updateEndpoint } from "./endpoints";
import { endpointSchema } from "./input";
import { resendMessage, sendTest } from "./messages";

const LIST = "/settings/api";
const pageOf = (id: string) => `${LIST}/webhooks/${id}`;

export const addEndpointAction = guardedAction("api.write", endpointSchema, async (ctx, input) => {
  const outcome = await addEndpoint(ctx, input);
  return outcome.ok ? leaveTo(pageOf(outcome.value.id), { kind: "done", code: "added" }) : outcome;
});

export const updateEndpointAction = guardedAction(
  "api.write",
  endpointSchema.extend({ id: z.string(), version: z.coerce.number().int() }),
  async (ctx, input) => {
    const outcome = await updateEndpoint(ctx, input);
    return outcome.ok ? leaveTo(pageOf(input.id), { kind: "done", code: "saved" }) : outcome;
  },
);

const One = z.object({ id: z.string() });

async function tell(path: string, outcome: Outcome<unknown>, code: string): Promise<never> {
  if (outcome.ok) {
    return leaveTo(path, { kind: "done", code });
  }
  const { refusal } = outcome;
  return refusal.code === "not_found"
    ? notFound()
    : leaveTo(path, { kind: "refused", code: refusal.code });
}

export const askEndpointAction = guardedForm(
  "api.write",
  One.extend({
    request: z.enum(["switch_on", "switch_off", "rotate_secret", "end_overlap", "remove"]),
  }),
  async (ctx, { id, request }) => {
    const outcome = await askEndpoint(ctx, id, request);
    await tell(request === "remove" && outcome.ok ? LIST : pageOf(id), outcome, request);
  },
);

export const testEndpointAction = guardedForm("api.write", One, async (ctx, { id }) =>
  tell(pageOf(id), await sendTest(ctx, id), "test_sent"),
);

export const resendMessageAction = guardedForm("api.write", One, async (ctx, { id }) => {
  const outcome = await resendMessage(ctx, id);
  const path = outcome.ok ? `${pageOf(outcome.value.endpointId)}/${id}` : LIST;
  await tell(path, outcome, "resent");
});
