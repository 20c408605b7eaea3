"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { resendMessage, saveMessageRules } from "./commands";
import { messageRulesSchema } from "./input";

export const saveMessageRulesAction = guardedAction(
  "workspace.write",
  messageRulesSchema,
  async (ctx, input) => {
    const outcome = await saveMessageRules(ctx, input);
    return outcome.ok
      ? leaveTo("/settings/messages", {
          kind: "done",
          code: input.messageOn.length > 0 ? "rules_saved" : "rules_off",
        })
      : outcome;
  },
);

export const resendMessageAction = guardedAction(
  "messages.write",
  z.object({ id: z.string().max(40), attempts: z.coerce.number().int().min(0) }),
  async (ctx, input) => {
    const outcome = await resendMessage(ctx, input);
    return outcome.ok
      ? leaveTo(`/settings/messages/${input.id}`, { kind: "done", code: "resent" })
      : outcome;
  },
);
