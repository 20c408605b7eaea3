"use server";

import { z } from "zod";
import { guardedAction } from "@/lib/auth/guarded-action";
import { changeMember, findPerson } from "@/lib/auth/members";
import { refuse } from "@/lib/shared/outcome";
import { setShowPrices } from "./portal-commands";

export const setShowPricesAction = guardedAction(
  "clients.write",
  z.object({ client: z.uuid(), prices: z.enum(["show", "hide"]) }),
  (ctx, { client, prices }) => setShowPrices(ctx, client, prices === "show"),
);

/** Keeps a client's person out of the portal or lets them in again; the workspace's own people are not reached from here. */
export const setPortalAccessAction = guardedAction(
  "users.write",
  z.object({ client: z.uuid(), id: z.uuid(), access: z.enum(["enable", "disable"]) }),
  async (ctx, { client, id, access }) => {
    const person = await findPerson(ctx, id);
    return person?.clientId === client
      ? changeMember(ctx, id, { kind: access })
      : refuse("not_found");
  },
);
