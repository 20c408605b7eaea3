"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { createClient, updateClient } from "./commands";
import { clientSchema } from "./input";

export const createClientAction = guardedAction(
  "clients.write",
  clientSchema,
  async (ctx, input) => {
    const outcome = await createClient(ctx, input);
    return outcome.ok
      ? leaveTo(`/clients/${outcome.value.id}`, {
          kind: "done",
          code: "created",
          data: { name: input.name },
        })
      : outcome;
  },
);

export const updateClientAction = guardedAction(
  "clients.write",
  clientSchema.extend({ id: z.uuid(), version: z.coerce.number().int() }),
  async (ctx, { id, version, ...input }) => updateClient(ctx, { id, version }, input),
);
