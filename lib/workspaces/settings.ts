import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { numberSeries } from "@/db/schema/numbers";
import { orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { workspaces } from "@/db/schema/workspaces";
import type { Address } from "@/lib/shared/address";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "./audit";
import { changesOf } from "./changes";
import { type Context, withWorkspace } from "./context";
import { ORDER_NUMBER_BASE, type SettingsInput } from "./settings-input";

export type WorkspaceSettings = {
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: string;
  /** False once an order or a price exists: nothing converts amounts. */
  readonly currencyIsFree: boolean;
  readonly paper: string;
  readonly orderPrefix: string;
  /** The number that the next order gets, after the prefix. */
  readonly nextNumber: number;
  readonly gs1Prefix: string | null;
  readonly shipFrom: Address | null;
  readonly shipComplete: boolean;
};

export async function readSettings(ctx: Context): Promise<WorkspaceSettings> {
  return withWorkspace(ctx, async (tx) => {
    const [row] = await workspaceRow(tx, ctx);
    if (!row) {
      throw new Error(GONE);
    }
    const { id: _id, createdAt: _createdAt, messageOn: _messageOn, ...settings } = row;
    return {
      ...settings,
      currencyIsFree: await currencyIsFree(tx, ctx),
      nextNumber: (await nextOf(tx, ctx, "order")) + ORDER_NUMBER_BASE,
    };
  });
}

type SettingsRefusal = "changed_meanwhile" | "currency_in_use" | "number_used" | "prefix_too_long";

/** Saves what an admin entered. `version` is the one that was edited. */
export async function saveSettings(
  ctx: Context,
  input: SettingsInput,
): Promise<Outcome<{ version: number }, SettingsRefusal>> {
  const { version, nextNumber, shownNumber, currency, ...rest } = input;
  return withWorkspace(ctx, async (tx) => {
    // Not "update": whoever takes a first number holds its row and asks whether the workspace is there.
    const [before] = await workspaceRow(tx, ctx).for("no key update");
    if (!before) {
      throw new Error(GONE);
    }
    if (before.version !== version) {
      return refuse("changed_meanwhile");
    }
    const after = { ...rest, currency: currency ?? before.currency };
    if (after.currency !== before.currency && !(await currencyIsFree(tx, ctx))) {
      return refuse("currency_in_use", { field: "currency" });
    }
    const isNewPrefix = after.gs1Prefix !== null && after.gs1Prefix !== before.gs1Prefix;
    if (isNewPrefix && !(await prefixFits(tx, ctx, after.gs1Prefix ?? ""))) {
      return refuse("prefix_too_long", { field: "gs1Prefix" });
    }
    const jump = nextNumber === shownNumber ? null : await raiseNext(tx, ctx, nextNumber);
    if (jump !== null && jump.from > nextNumber) {
      const data = { next: `${after.orderPrefix}${jump.from}` };
      return refuse("number_used", { field: "nextNumber", data });
    }
    await tx
      .update(workspaces)
      .set({ ...after, version: version + 1 })
      .where(eq(workspaces.id, ctx.workspaceId));
    const changes = {
      ...changesOf(before, after),
      ...(jump && jump.from !== nextNumber ? { nextNumber: [jump.from, nextNumber] } : {}),
    };
    await audit(tx, ctx, {
      action: "workspace_changed",
      subject: after.name,
      data: { changes },
    });
    return accept({ version: version + 1 });
  });
}

const GONE = "The workspace of the request does not exist any more.";

function workspaceRow(tx: Transaction, ctx: Context) {
  return tx.select().from(workspaces).where(eq(workspaces.id, ctx.workspaceId));
}

async function currencyIsFree(tx: Transaction, ctx: Context): Promise<boolean> {
  const { rows } = await tx.execute<{ used: boolean }>(sql`
    select exists (select 1 from ${orders} where workspace_id = ${ctx.workspaceId})
      or exists (select 1 from ${products}
        where workspace_id = ${ctx.workspaceId} and unit_price_minor is not null) as used`);
  return rows[0]?.used === false;
}

/** SSCC and bill of lading numbers leave 16 digits for prefix and serial: a longer prefix must still hold the serials to come. */
async function prefixFits(tx: Transaction, ctx: Context, prefix: string): Promise<boolean> {
  const serials = [await nextOf(tx, ctx, "sscc"), await nextOf(tx, ctx, "bol")];
  return serials.every((serial) => String(serial).length + prefix.length <= 16);
}

async function nextOf(tx: Transaction, ctx: Context, series: "order" | "sscc" | "bol") {
  const [row] = await tx
    .select({ next: numberSeries.next })
    .from(numberSeries)
    .where(and(eq(numberSeries.workspaceId, ctx.workspaceId), eq(numberSeries.series, series)));
  return row?.next ?? 1;
}

/** Lets the order series go on from a higher number; it never goes back. Answers where it stood. */
async function raiseNext(tx: Transaction, ctx: Context, number: number) {
  const isOrders = and(
    eq(numberSeries.workspaceId, ctx.workspaceId),
    eq(numberSeries.series, "order"),
  );
  await tx
    .insert(numberSeries)
    .values({ workspaceId: ctx.workspaceId, series: "order" })
    .onConflictDoNothing();
  const [row] = await tx.select().from(numberSeries).where(isOrders).for("update");
  const from = (row?.next ?? 1) + ORDER_NUMBER_BASE;
  if (number > from) {
    await tx
      .update(numberSeries)
      .set({ next: number - ORDER_NUMBER_BASE })
      .where(isOrders);
  }
  return { from };
}
