"use server";

import { z } from "zod";
import { addApiKey, newKeySchema, revokeApiKey, rollApiKey } from "@/lib/auth/api-key-commands";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";

const One = z.object({ id: z.string() });

export const addApiKeyAction = guardedAction("api.write", newKeySchema, addApiKey);

export const rollApiKeyAction = guardedAction("api.write", One, (ctx, { id }) =>
  rollApiKey(ctx, id),
);

export const revokeApiKeyAction = guardedAction("api.write", One, async (ctx, { id }) => {
  const outcome = await revokeApiKey(ctx, id);
  return outcome.ok
    ? leaveTo("/settings/api", {
        kind: "done",
        code: "revoked",
        data: { name: outcome.value.name },
      })
    : outcome;
});
