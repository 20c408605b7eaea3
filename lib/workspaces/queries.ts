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
  return contextOf(workspaceId, who, settingsOf(row));
}

/** The context where the settings are known already. */
export function contextOf(
  workspaceId: WorkspaceId,
  { actor, role, clientId = null, now = new Date() }: Who,
  workspace: Context["workspace"],
): Context {
  const today = todayIn(workspace.timeZone, now);
  return { workspaceId, actor, role, clientId, now, today, workspace };
}

type SettingsRow = Pick<
  typeof workspaces.$inferSelect,
  | "name"
  | "timeZone"
  | "locale"
  | "currency"
  | "paper"
  | "gs1Prefix"
  | "orderPrefix"
  | "shipComplete"
  | "messageOn"
  | "webhookEvents"
>;

function settingsOf(row: SettingsRow): Context["workspace"] {
  return {
    name: row.name,
    timeZone: row.timeZone,
    locale: row.locale,
    currency: row.currency,
    paper: row.paper === "letter" ? "letter" : "a4",
    gs1Prefix: row.gs1Prefix,
    orderPrefix: row.orderPrefix,
    shipComplete: row.shipComplete,
    messageOn: row.messageOn,
    webhookEvents: row.webhookEvents,
  };
}

/** The same of a row that came as JSON: text, booleans and lists of text are alike there. */
export function settingsOfJson(json: Readonly<Record<string, unknown>>): Context["workspace"] {
  const entries = Object.entries(json).map(([name, value]) => [
    name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return settingsOf(Object.fromEntries(entries));
}
