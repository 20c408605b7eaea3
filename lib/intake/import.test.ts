import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clients } from "@/db/schema/clients";
import { orderEvents, orderLines, orders } from "@/db/schema/orders";
import { imports } from "@/db/schema/traffic";
import { printDocuments } from "@/lib/documents/commands";
import { applyImport, discardImport, saveMapping, uploadImport } from "@/lib/intake/commands";
import { openImport, previewImport, recentImports, rejectedCsv } from "@/lib/intake/queries";
import {
  dump,
  fileOf,
  manyOrders,
  previewed,
  sentences,
  uploadAndApply,
  uploaded,
} from "@/lib/intake/testing";
import { moveOrders } from "@/lib/orders/commands";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { tracked: true, onHand: 5000 });
  await makeProduct(ctx, "TABLE", { tracked: true });
});
afterEach(() => database.invariants());

const orderOf = (externalId: string) =>
  withWorkspace(ctx, async (tx) => {
    const [row] = await tx.select().from(orders).where(eq(orders.externalId, externalId));
    if (!row) {
      throw new Error(`There is no order ${externalId}.`);
    }
    const lines = await tx
      .select()
      .from(orderLines)
      .where(eq(orderLines.orderId, row.id))
      .orderBy(orderLines.line);
    const events = await tx.select().from(orderEvents).where(eq(orderEvents.orderId, row.id));
    return { row, lines, events };
  });

describe("applying a file", () => {
  test("creates its orders in one piece, at the end of the queue and with stock", async () => {
    const file = fileOf(
      ["1001", "ACME", "CHAIR", "4", "129.50", "PO-1"],
      ["1001", "ACME", "TABLE", "1", "640.00"],
      ["1002", "ACME", "CHAIR", "3", "129.50"],
    );
    expect(await uploadAndApply(ctx, file)).toEqual({
      ok: true,
      value: { created: 2, updated: 0, unchanged: 0 },
    });
    const first = await orderOf("1001");
    expect(first.row).toMatchObject({
      source: "file",
      poNumber: "PO-1",
      totalMinor: 4 * 12950 + 64000,
      currency: "EUR",
    });
    expect(first.lines.map(({ sku, reserved }) => [sku, reserved])).toEqual([
      ["CHAIR", 4000],
      ["TABLE", 0],
    ]);
    expect(first.events.map(({ type, cause, actorName }) => [type, cause, actorName])).toEqual([
      ["created", "import", "Ana"],
    ]);
    expect((await orderOf("1002")).lines[0]?.reserved).toBe(1000);
  });

  test("writes nothing at all when its last row is bad", async () => {
    const good = manyOrders(1, 40);
    const bad = new TextEncoder().encode(
      `${new TextDecoder().decode(good)}41,ACME,CHAIR,-1,10,\r\n`,
    );
    const id = await uploaded(ctx, bad);
    const before = await dump(database.db);
    expect(await applyImport(ctx, id)).toMatchObject({
      ok: false,
      refusal: { code: "rows_rejected" },
    });
    expect(await dump(database.db)).toEqual(before);
    const preview = await previewImport(ctx, id);
    expect(preview.ok && sentences(preview.value.rejected)).toEqual([
      "42 quantity: Quantity must be more than 0.",
    ]);
  });

  test("answers a second click with the first result and drops the file's bytes", async () => {
    const id = await uploaded(ctx, manyOrders(1, 3));
    const first = await applyImport(ctx, id);
    const before = await dump(database.db);
    expect(await applyImport(ctx, id)).toEqual(first);
    expect(await dump(database.db)).toEqual(before);
    const [row] = await withWorkspace(ctx, (tx) => tx.select().from(imports));
    expect(row).toMatchObject({ state: "applied", bytes: null, result: { created: 3 } });
    expect(await previewImport(ctx, id)).toMatchObject({ refusal: { code: "import_applied" } });
    expect(await saveMapping(ctx, { id, createMissing: true })).toMatchObject({
      refusal: { code: "import_applied" },
    });
  });

  test("changes nothing when the same file comes again, and says so", async () => {
    const file = manyOrders(1, 20);
    await uploadAndApply(ctx, file);
    const before = await dump(database.db);
    expect((await previewed(ctx, file)).counts).toEqual({
      created: 0,
      updated: 0,
      unchanged: 20,
      rejected: 0,
    });
    expect(await uploadAndApply(ctx, file)).toEqual({
      ok: true,
      value: { created: 0, updated: 0, unchanged: 20 },
    });
    expect(await dump(database.db)).toEqual(before);
  });

  test("brings only what is new of a longer file", async () => {
    await uploadAndApply(ctx, manyOrders(1, 3));
    const preview = await previewed(ctx, manyOrders(1, 5));
    expect(preview.counts).toMatchObject({ created: 2, unchanged: 3 });
    expect(await uploadAndApply(ctx, manyOrders(1, 5))).toMatchObject({
      value: { created: 2, updated: 0, unchanged: 3 },
    });
  });

  test("takes nothing from a discarded upload", async () => {
    const id = await uploaded(ctx, manyOrders(1, 1));
    await discardImport(ctx, id);
    expect(await applyImport(ctx, id)).toMatchObject({ refusal: { code: "import_discarded" } });
    expect(await discardImport(ctx, id)).toMatchObject({ refusal: { code: "import_discarded" } });
  });

  test("drops uploads that nobody applied for a week", async () => {
    const id = await uploaded(ctx, manyOrders(1, 1));
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 8 * 24 * 60 * 60 * 1000) };
    await uploaded(later, manyOrders(1, 1));
    expect((await openImport(ctx, id))?.row.state).toBe("discarded");
    expect((await recentImports(ctx)).map(({ state }) => state)).toEqual(["uploaded", "discarded"]);
  });
});

describe("a file that changes orders", () => {
  test("updates them where they are open and leaves what it has no column for", async () => {
    await uploadAndApply(
      ctx,
      fileOf(["7", "ACME", "CHAIR", "2", "10.00"], ["7", "ACME", "TABLE", "1", "5.00"]),
    );
    await withWorkspace(ctx, (tx) => tx.update(orders).set({ note: "Ring twice" }));
    const changed = fileOf(["7", "ACME", "CHAIR", "3", "11.00", "PO-9"]);
    expect((await previewed(ctx, changed)).counts).toMatchObject({ created: 0, updated: 1 });
    expect(await uploadAndApply(ctx, changed)).toMatchObject({ value: { updated: 1 } });
    const { row, lines, events } = await orderOf("7");
    expect(row).toMatchObject({
      poNumber: "PO-9",
      note: "Ring twice",
      totalMinor: 3300,
      version: 2,
    });
    expect(lines.map(({ line, sku, ordered, reserved }) => [line, sku, ordered, reserved])).toEqual(
      [[1, "CHAIR", 3000, 3000]],
    );
    expect(events.map(({ type, cause }) => [type, cause])).toEqual([
      ["created", "import"],
      ["updated", "import"],
    ]);
    expect(await uploadAndApply(ctx, changed)).toMatchObject({ value: { unchanged: 1 } });
  });

  test("is rejected with the reason where an order is closed, archived, shipped or another client's", async () => {
    await makeClient(ctx, "OTHER");
    const rows = (quantity: string, client = "ACME") =>
      fileOf(
        ["1", "ACME", "CHAIR", quantity],
        ["2", "ACME", "CHAIR", quantity],
        ["3", client, "TABLE", quantity],
      );
    await uploadAndApply(ctx, rows("2"));
    const { row: one } = await orderOf("1");
    const { row: two } = await orderOf("2");
    await printDocuments(ctx, { kinds: ["label"], orders: [one.number], idempotencyKey: newId() });
    await moveOrders(ctx, [two.number], { type: "archive", reason: "cancelled" });
    const id = await uploaded(ctx, rows("4", "OTHER"));
    const preview = await previewImport(ctx, id);
    expect(preview.ok && sentences(preview.value.rejected)).toEqual([
      `2 -: ${one.number} is closed here, and the file says something else. Reopen it first, or take its rows out of the file.`,
      `3 -: ${two.number} is archived here, and the file says something else. Reopen it first, or take its rows out of the file.`,
      "4 client_code: SO-1003 belongs to another client here. Take its rows out of the file, or mend the client.",
    ]);
    const before = await dump(database.db);
    expect(await applyImport(ctx, id)).toMatchObject({ refusal: { code: "rows_rejected" } });
    expect(await dump(database.db)).toEqual(before);
    expect(await uploadAndApply(ctx, rows("2"))).toMatchObject({ value: { unchanged: 3 } });
  });

  test("changes hundreds of orders in one piece and gives the stock out once", async () => {
    const file = new TextDecoder().decode(manyOrders(1, 300));
    await uploadAndApply(ctx, new TextEncoder().encode(file));
    const changed = new TextEncoder().encode(file.replaceAll("CHAIR,2", "CHAIR,3"));
    const since = performance.now();
    expect(await uploadAndApply(ctx, changed)).toMatchObject({ value: { updated: 300 } });
    expect(performance.now() - since).toBeLessThan(15_000);
    const first = await orderOf("1");
    expect(first.lines[0]).toMatchObject({ ordered: 3000, reserved: 3000 });
    expect((await orderOf("2")).lines[0]).toMatchObject({ ordered: 3000, reserved: 2000 });
    expect((await orderOf("300")).events.map(({ type }) => type)).toEqual(["created", "updated"]);
  });

  test("may not take a line below what has shipped of it", async () => {
    await uploadAndApply(ctx, fileOf(["1", "ACME", "CHAIR", "9"]));
    const { row } = await orderOf("1");
    await withWorkspace(ctx, (tx) => tx.update(orders).set({ allowPartial: true }));
    await printDocuments(ctx, { kinds: ["label"], orders: [row.number], idempotencyKey: newId() });
    const preview = await previewed(ctx, fileOf(["1", "ACME", "CHAIR", "4"]));
    expect(sentences(preview.rejected)).toEqual([
      "2 quantity: SO-1001 has 5 of this shipped or closed short. Ask for at least that.",
    ]);
    expect(await uploadAndApply(ctx, fileOf(["1", "ACME", "CHAIR", "6"]))).toMatchObject({
      value: { updated: 1 },
    });
  });
});

describe("clients and products that are not here yet", () => {
  const file = fileOf(
    ["1", "NEW", "CHAIR", "1"],
    ["1", "", "LAMP", "2"],
    ["2", "NEW", "LAMP", "1"],
  );

  test("reject each row that names one", async () => {
    const preview = await previewed(ctx, file);
    expect(sentences(preview.rejected).map((text) => text.replace(/:[^:]*$/, ""))).toEqual([
      "2 client_code: Client NEW is unknown",
      "3 sku: Product LAMP is unknown",
      "4 client_code: Client NEW is unknown",
      "4 sku: Product LAMP is unknown",
    ]);
    expect(preview.missing).toEqual({
      clients: [{ code: "NEW", name: "NEW" }],
      products: [{ sku: "LAMP", name: "LAMP" }],
    });
  });

  test("are made, untracked, when the person says so", async () => {
    const id = await uploaded(ctx, file);
    await saveMapping(ctx, { id, createMissing: true });
    expect(await applyImport(ctx, id)).toMatchObject({ value: { created: 2 } });
    const codes = await withWorkspace(ctx, (tx) => tx.select({ code: clients.code }).from(clients));
    expect(codes.map(({ code }) => code).sort()).toEqual(["ACME", "NEW"]);
    expect((await orderOf("2")).lines.map(({ sku }) => sku)).toEqual(["LAMP"]);
  });

  test("are found by name where the file has no codes", async () => {
    const named = new TextEncoder().encode("Order no,Customer,SKU,Qty\n1,acme ltd,CHAIR,1\n");
    const preview = await previewed(ctx, named);
    expect(preview.missing.clients).toEqual([]);
    expect(await uploadAndApply(ctx, named)).toMatchObject({ value: { created: 1 } });
    expect((await previewed(ctx, named)).counts).toMatchObject({ unchanged: 1 });
  });
});

describe("columns", () => {
  const odd = (rows: string) => new TextEncoder().encode(`Ref,Who,What,How many,When\n${rows}`);

  test("are matched by a person once and remembered for files with the same headings", async () => {
    const id = await uploaded(ctx, odd("1,ACME,CHAIR,2,03/04/2026\n"));
    expect(await previewImport(ctx, id)).toMatchObject({ refusal: { code: "mapping_incomplete" } });
    expect(await applyImport(ctx, id)).toMatchObject({ refusal: { code: "mapping_incomplete" } });
    const columns = {
      Ref: "orderNumber",
      Who: "clientCode",
      What: "sku",
      "How many": "quantity",
      When: "orderedOn",
    } as const;
    await saveMapping(ctx, { id, mapping: { columns }, createMissing: false });
    const asked = await openImport(ctx, id);
    expect(asked?.open?.settled.questions).toMatchObject([
      { kind: "date_order", heading: "When", example: "03/04/2026" },
    ]);
    const mapping = { columns, dateOrders: { orderedOn: "mdy" } } as const;
    await saveMapping(ctx, { id, mapping, createMissing: false });
    expect(await applyImport(ctx, id)).toMatchObject({ value: { created: 1 } });
    expect((await orderOf("1")).row.orderedOn).toBe("2026-03-04");

    expect(await uploadAndApply(ctx, odd("2,ACME,CHAIR,1,05/06/2026\n"))).toMatchObject({
      value: { created: 1 },
    });
    expect((await orderOf("2")).row.orderedOn).toBe("2026-05-06");
  });

  test("of another workspace's files are not remembered here", async () => {
    const file = odd("1,ACME,CHAIR,2,2026-04-03\n");
    const id = await uploaded(ctx, file);
    const columns = {
      Ref: "orderNumber",
      Who: "clientCode",
      What: "sku",
      "How many": "quantity",
    } as const;
    await saveMapping(ctx, { id, mapping: { columns }, createMissing: false });
    await applyImport(ctx, id);
    const other = await makeWorkspace(database.db, { name: "Other Works" });
    const theirs = await openImport(other, await uploaded(other, file));
    expect(theirs?.row.mapping).toBeNull();
  });
});

describe("the rejected rows", () => {
  test("come back as the file's own columns with what is wrong", async () => {
    const file = fileOf(["1", "ACME", "CHAIR", "0"], ["2", "ACME", "CHAIR", "1"]);
    const answer = await rejectedCsv(ctx, await uploaded(ctx, file));
    expect(answer?.csv.replace("\uFEFF", "").split("\r\n")).toEqual([
      "order_number,client_code,sku,quantity,unit_price,po_number,Error",
      "1,ACME,CHAIR,0,,,quantity: Quantity must be more than 0.",
      "",
    ]);
  });
});

describe("another workspace's import", () => {
  test("answers everything like an unknown id", async () => {
    const id = await uploaded(ctx, manyOrders(1, 1));
    const other = await makeWorkspace(database.db, { name: "Other Works" });
    for (const asked of [id, newId(), "no-id", "'"]) {
      expect(await openImport(other, asked)).toBeNull();
      expect(await rejectedCsv(other, asked)).toBeNull();
      for (const outcome of [
        await previewImport(other, asked),
        await applyImport(other, asked),
        await discardImport(other, asked),
        await saveMapping(other, { id: asked, createMissing: true }),
      ]) {
        expect(outcome).toEqual({ ok: false, refusal: { code: "not_found" } });
      }
    }
    expect(await recentImports(other)).toEqual([]);
    expect(await applyImport(ctx, id)).toMatchObject({ ok: true });
  });

  test("may bring the same numbers from the same source", async () => {
    const other = await makeWorkspace(database.db, { name: "Other Works" });
    await makeClient(other);
    await makeProduct(other, "CHAIR", { tracked: true });
    await uploadAndApply(ctx, manyOrders(1, 2));
    expect(await uploadAndApply(other, manyOrders(1, 2))).toMatchObject({ value: { created: 2 } });
  });
});

describe("a file that can't be read", () => {
  const text = (content: string) => new TextEncoder().encode(content);
  test.each([
    ["file_empty", new Uint8Array()],
    ["file_empty", text(" \r\n\r\n")],
    ["file_binary", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ["file_binary", text("a,b\n1,\u00002\n")],
    ["file_damaged", text("PK\u0003\u0004\u0014[Content_Types].xml xl/workbook.xml")],
    ["file_too_large", new Uint8Array(100 * 1024 * 1024)],
    ["file_wrong_encoding", Uint8Array.from([0x61, 0x2c, 0xc3, 0xa9, 0xc3, 0xa8, 0xc3, 0x28, 10])],
    ["file_no_rows", text("order_number,sku,quantity\n")],
    ["headings_missing", text("1001,4,2026-03-02\n1002,5,2026-03-02\n")],
    ["headings_duplicate", text("sku,SKU\na,b\n")],
    ["file_quote_not_closed", text('order_number,sku\n1,"open\n')],
  ])("is refused as %s and leaves nothing behind", async (code, bytes) => {
    const outcome = await uploadImport(ctx, { fileName: "orders.csv", bytes });
    expect(outcome).toMatchObject({ ok: false, refusal: { code } });
    expect(await recentImports(ctx)).toEqual([]);
  });

  test.each([
    ["a repeated row", ["1", "ACME", "CHAIR", "1"], "3 -: Row 3 repeats row 2."],
    [
      "a negative quantity",
      ["2", "ACME", "CHAIR", "-3"],
      "3 quantity: Quantity must be more than 0.",
    ],
    [
      "an absurd quantity",
      ["2", "ACME", "CHAIR", "9".repeat(15)],
      "3 quantity: Quantity is too large: at most 99,999,999,999.",
    ],
    [
      "formula text",
      ["2", "ACME", "CHAIR", "=1+1"],
      '3 quantity: "=1+1" is a formula. Put its value into the cell.',
    ],
    ["no client", ["2", "", "CHAIR", "1"], "3 client_code: Client is missing."],
  ] as const)(
    "is kept whole for %s, and nothing of it is written",
    async (_kind, row, sentence) => {
      const id = await uploaded(ctx, fileOf(["1", "ACME", "CHAIR", "1"], row));
      const before = await dump(database.db);
      const preview = await previewImport(ctx, id);
      expect(preview.ok && sentences(preview.value.rejected)).toEqual([sentence]);
      expect(await applyImport(ctx, id)).toMatchObject({ refusal: { code: "rows_rejected" } });
      expect(await dump(database.db)).toEqual(before);
    },
  );

  test("lacks a column that is needed: the mapping step asks for it", async () => {
    const id = await uploaded(ctx, text("order_number,client_code,sku\n1,ACME,CHAIR\n"));
    const opened = await openImport(ctx, id);
    expect(opened?.open?.settled.problems).toEqual([
      { code: "field_missing", field: "quantity", heading: null },
    ]);
    expect(await applyImport(ctx, id)).toMatchObject({ refusal: { code: "mapping_incomplete" } });
  });

  test("keeps formula-like text as text", async () => {
    await makeClient(ctx, "=cmd|'/C calc'!A0");
    await uploadAndApply(ctx, fileOf(["1", "=cmd|'/C calc'!A0", "CHAIR", "1", "", "@SUM(A1)"]));
    expect((await orderOf("1")).row.poNumber).toBe("@SUM(A1)");
  });
});
