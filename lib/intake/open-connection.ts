import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections } from "@/db/schema/channels";
import { isId } from "@/lib/shared/ids";
import { seal, unseal } from "@/lib/shared/sealed";
import type { Context, WorkspaceId } from "@/lib/workspaces/context";
import type { OpenConnection } from "./channels/connector";

export type ConnectionRow = typeof connections.$inferSelect;
export type Secrets = Readonly<Record<string, string>>;

/** Secrets are sealed for a connection: the text of another one's can't be put in its place. */
const purpose = (id: string) => `connection.${id}`;

export function sealSecrets(id: string, secrets: Secrets): string {
  return seal(purpose(id), secrets);
}

/** A connection's secrets; empty where AUTH_SECRET has changed since they were entered. */
export function openSecrets({ id, secrets }: Pick<ConnectionRow, "id" | "secrets">): Secrets {
  const opened = secrets === null ? null : unseal(purpose(id), secrets);
  return Object.fromEntries(
    Object.entries(Object(opened)).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}

export function openConnection(row: ConnectionRow, timeZone: string): OpenConnection {
  const { id, channel, source, settings } = row;
  return { id, channel, source, timeZone, settings, secrets: openSecrets(row) };
}

/** Loads a connection; null for an unknown id. */
export async function loadConnection(
  tx: Transaction,
  ctx: { readonly workspaceId: WorkspaceId },
  id: string,
  { lock = false } = {},
): Promise<ConnectionRow | null> {
  if (!isId(id)) {
    return null;
  }
  const query = tx
    .select()
    .from(connections)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.id, id)));
  const [row] = await (lock ? query.for("no key update") : query);
  return row ?? null;
}

/** Who acts where a channel speaks. */
export function channelActor({ id, name }: Pick<ConnectionRow, "id" | "name">): Context["actor"] {
  return { kind: "channel", name, id };
}
