import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { clientAddresses, clientContacts, clients } from "@/db/schema/clients";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { changesOf } from "@/lib/workspaces/changes";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { ClientInput } from "./input";
import { readParts } from "./parts";

type Saved = { readonly id: string; readonly version: number };

export async function createClient(
  ctx: Context,
  input: ClientInput,
): Promise<Outcome<Saved, "code_taken">> {
  const id = newId();
  const { code, name, allowPartial } = input;
  return refuseTaken(code, () =>
    withWorkspace(ctx, async (tx) => {
      await tx.insert(clients).values({
        id,
        workspaceId: ctx.workspaceId,
        code,
        name,
        allowPartial,
        createdAt: ctx.now,
      });
      await writeParts(tx, ctx, id, input);
      await audit(tx, ctx, { action: "client_created", subject: `${code} ${name}` });
      return accept({ id, version: 1 });
    }),
  );
}

/** Replaces what a client holds. `version` is the one that was edited. */
export async function updateClient(
  ctx: Context,
  of: { readonly id: string; readonly version: number },
  input: ClientInput,
): Promise<Outcome<Saved, "not_found" | "changed_meanwhile" | "code_taken">> {
  const { code, name, allowPartial } = input;
  const isThis = and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, of.id));
  return refuseTaken(code, () =>
    withWorkspace(ctx, async (tx) => {
      const [before] = await tx.select().from(clients).where(isThis).for("update");
      if (!before) {
        return refuse("not_found");
      }
      if (before.version !== of.version) {
        return refuse("changed_meanwhile");
      }
      const parts = await readParts(tx, ctx, of.id);
      const [saved] = await tx
        .update(clients)
        .set({ code, name, allowPartial, version: sql`${clients.version} + 1` })
        .where(isThis)
        .returning({ id: clients.id, version: clients.version });
      await writeParts(tx, ctx, of.id, input);
      const changes = changesOf({ ...before, ...parts }, input);
      await audit(tx, ctx, {
        action: "client_changed",
        subject: `${code} ${name}`,
        data: { changes },
      });
      return accept(saved ?? { id: of.id, version: of.version + 1 });
    }),
  );
}

async function writeParts(
  tx: Transaction,
  ctx: Context,
  clientId: string,
  { shipTo, billTo, contacts }: ClientInput,
): Promise<void> {
  const { workspaceId } = ctx;
  await tx
    .delete(clientAddresses)
    .where(
      and(eq(clientAddresses.workspaceId, workspaceId), eq(clientAddresses.clientId, clientId)),
    );
  await tx
    .delete(clientContacts)
    .where(and(eq(clientContacts.workspaceId, workspaceId), eq(clientContacts.clientId, clientId)));
  const addresses = [
    ...(shipTo ? [{ kind: "ship_to" as const, ...shipTo }] : []),
    ...(billTo ? [{ kind: "bill_to" as const, ...billTo }] : []),
  ];
  if (addresses.length > 0) {
    await tx
      .insert(clientAddresses)
      .values(addresses.map((address) => ({ id: newId(), workspaceId, clientId, ...address })));
  }
  if (contacts.length > 0) {
    // Ids grow with time, so contacts read in the order they were written.
    await tx
      .insert(clientContacts)
      .values(contacts.map((contact) => ({ id: newId(), workspaceId, clientId, ...contact })));
  }
}

async function refuseTaken<Answer>(
  code: string,
  write: () => Promise<Answer>,
): Promise<Answer | ReturnType<typeof refuse<"code_taken">>> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, "clients_code")) {
      return refuse("code_taken", { field: "code", data: { code } });
    }
    throw error;
  }
}
