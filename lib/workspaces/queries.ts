import "server-only";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { workspaces } from "@/db/schema/workspaces";
import type { Role } from "@/lib/auth/permissions";
import { todayIn } from "@/lib/shared/dates";
import { type Actor, type Context, type WorkspaceId, withWorkspace } from "./context";

type Who = {
  readonly actor: Actor;
  readonly role: Role;
  readonly clientId?: string | null;
  readonly now?: Date;
};

/** Builds the context of a request from a proved workspace. Throws when the workspace is gone. */
export async function loadContext(workspaceId: WorkspaceId, who: Who): Promise<Context> {
  return withWorkspace({ workspaceId }, (tx) => contextIn(tx, workspaceId, who));
}

/** The same inside a transaction that has entered the workspace. */
export async function contextIn(
  tx: Transaction,
  workspaceId: WorkspaceId,
  who: Who,
): Promise<Context> {
  const [row] = await tx.select().from(workspaces).where(eq(workspaces.id, workspaceId));
  if (!row) {
    throw new Error("The session's workspace does not exist any more.");
  }
  const now = who.now ?? new Date();
  return {
    workspaceId,
    actor: who.actor,
    role: who.role,
    clientId: who.clientId ?? null,
    now,
    today: todayIn(row.timeZone, now),
    workspace: {
      name: row.name,
      timeZone: row.timeZone,
      locale: row.locale,
      currency: row.currency,
      paper: row.paper === "letter" ? "letter" : "a4",
      gs1Prefix: row.gs1Prefix,
      orderPrefix: row.orderPrefix,
      shipComplete: row.shipComplete,
      messageOn: row.messageOn,
    },
  };
}
