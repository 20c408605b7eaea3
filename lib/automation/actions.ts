"use server";

import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { savePolicy } from "./commands";
import { policySchema } from "./input";

export const savePolicyAction = guardedAction(
  "automation.write",
  policySchema,
  async (ctx, input) => {
    const outcome = await savePolicy(ctx, input);
    return outcome.ok
      ? leaveTo("/settings/automation", {
          kind: "done",
          code: "saved",
          data: { version: outcome.value.version },
        })
      : outcome;
  },
);
