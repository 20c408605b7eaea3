/** What the database tests of imports share: files of the template's shape, and a look at everything that is stored. */
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { applyImport, uploadImport } from "@/lib/intake/commands";
import type { RowMessage } from "@/lib/intake/file/table";
import type { ImportPreview } from "@/lib/intake/preview";
import { previewImport } from "@/lib/intake/queries";
import { csvText } from "@/lib/shared/csv";
import type { Context } from "@/lib/workspaces/context";

const HEADINGS = ["order_number", "client_code", "sku", "quantity", "unit_price", "po_number"];

type TestRow = readonly [order: string, client: string, sku: string, quantity: string, ...string[]];

/** A file that needs no mapping: order, client, SKU, quantity, unit price, PO number. */
export function fileOf(...rows: readonly TestRow[]): Uint8Array {
  const filled = rows.map((row) => HEADINGS.map((_, index) => row[index] ?? ""));
  return new TextEncoder().encode(csvText([HEADINGS, ...filled]));
}

/** `count` orders of one line each, from the number `first` on. */
export function manyOrders(first: number, count: number): Uint8Array {
  return fileOf(
    ...Array.from(
      { length: count },
      (_, index): TestRow => [String(first + index), "ACME", "CHAIR", "2", "10.00", ""],
    ),
  );
}

export async function uploaded(ctx: Context, bytes: Uint8Array): Promise<string> {
  const outcome = await uploadImport(ctx, { fileName: "orders.csv", bytes });
  if (!outcome.ok) {
    throw new Error(`The file was refused: ${outcome.refusal.code}.`);
  }
  return outcome.value.id;
}

export async function uploadAndApply(ctx: Context, bytes: Uint8Array) {
  return applyImport(ctx, await uploaded(ctx, bytes));
}

export async function previewed(ctx: Context, bytes: Uint8Array): Promise<ImportPreview> {
  const outcome = await previewImport(ctx, await uploaded(ctx, bytes));
  if (!outcome.ok) {
    throw new Error(`The preview was refused: ${outcome.refusal.code}.`);
  }
  return outcome.value;
}

export const sentences = (messages: readonly RowMessage[]): string[] =>
  messages.map(({ row, column, message }) => `${row} ${column ?? "-"}: ${message}`);

/** Every row of every table but the imports themselves and the ledger of what came, as text: equal dumps mean that nothing changed. */
export async function dump(db: Database): Promise<Record<string, readonly string[]>> {
  const { rows: tables } = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'
        and table_type = 'BASE TABLE' and table_name not in ('imports', 'import_mappings', 'deliveries') order by 1`,
  );
  const contents: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const { rows } = await db.execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t order by 1`,
    );
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}
