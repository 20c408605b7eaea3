import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { printDocuments } from "@/lib/documents/commands";
import { has, textOf } from "@/lib/documents/pdf-reading";
import { findDocument } from "@/lib/documents/queries";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { prepareShipment } from "@/lib/shipments/prepare";
import { voidShipment } from "@/lib/shipments/void";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { cancelAsn } from "./cancel";
import { checkShipNotice } from "./check";
import { sendAsn, sendAsns } from "./commands";
import { findShipmentAsns } from "./queries";

let database: TestDatabase;
let ctx: Context;
let number: string;
let shipment: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 9000 });
  await makeProduct(ctx, "TABLE", { onHand: 3000 });
  number = await makeOrder(ctx, [
    { sku: "CHAIR", quantity: 7000 },
    { sku: "TABLE", quantity: 2000 },
  ]);
  const prepared = await prepareShipment(ctx, {
    orderNumber: number,
    packages: [
      { lines: [{ sku: "CHAIR", quantity: 4000 }] },
      {
        lines: [
          { sku: "CHAIR", quantity: 1000 },
          { sku: "TABLE", quantity: 1000 },
        ],
      },
    ],
  });
  shipment = prepared.ok ? prepared.value.shipment : "";
});
afterEach(() => database.invariants());

const KINDS = ["label", "packing_slip", "bill_of_lading"] as const;

async function printed(): Promise<Record<(typeof KINDS)[number], Uint8Array>> {
  const outcome = await printDocuments(ctx, {
    kinds: KINDS,
    shipments: [shipment],
    idempotencyKey: newId(),
  });
  const documents = outcome.ok ? outcome.value.documents : [];
  const bytesOf = async (kind: string) => {
    const id = documents.find((one) => one.kind === kind)?.id ?? "";
    return (await findDocument(ctx, id))?.bytes ?? new Uint8Array();
  };
  return {
    label: await bytesOf("label"),
    packing_slip: await bytesOf("packing_slip"),
    bill_of_lading: await bytesOf("bill_of_lading"),
  };
}

/** HL levels of a notice: the code, what it hangs on, and what is in it. */
function levelsOf(notice: string): string[] {
  return notice
    .split(/\s*HL\*/)
    .slice(1)
    .map((level) => {
      const [, parent, code] = level.split("*");
      const sscc = /MAN\*GM\*00(\d{18})/.exec(level)?.[1];
      const item = /VP\*([^~]+)~\s*SN1\*\*([\d.]+)/.exec(level);
      return [`${code}<${parent}`, sscc, item?.[1], item?.[2]].filter(Boolean).join(" ");
    });
}

test("label, packing slip, bill of lading and ASN of one shipment agree", async () => {
  const pages = await printed();
  const sent = await sendAsn(ctx, { shipmentNumber: shipment }, newId());
  expect(sent).toMatchObject({ ok: true, value: { shipments: [shipment], moved: null } });
  const [asn] = (await findShipmentAsns(ctx, shipment))?.asns ?? [];
  const text = asn?.content ?? "";
  expect(checkShipNotice(text)).toEqual([]);

  const [view] = (await findOrder(ctx, number))?.shipments ?? [];
  const [first = "", second = ""] = view?.packages.map(({ sscc }) => sscc) ?? [];
  expect(levelsOf(text)).toEqual([
    "S<",
    "O<1",
    `P<2 ${first}`,
    "I<3 CHAIR 4",
    `P<2 ${second}`,
    "I<5 CHAIR 1",
    "I<5 TABLE 1",
  ]);
  expect(text).toContain("TD1*CTN25*2");
  expect(text).toContain(`REF*BM*${view?.bolNumber}`);
  if (!has("pdftotext")) {
    return;
  }
  const labels = textOf(pages.label);
  expect(labels).toHaveLength(2);
  expect(labels[0]).toMatch(new RegExp(`1 of 2[\\s\\S]*\\(00\\) ${first}`));
  expect(labels[1]).toMatch(new RegExp(`2 of 2[\\s\\S]*\\(00\\) ${second}`));
  const slip = textOf(pages.packing_slip).join(" ").replace(/\s+/g, " ");
  // Ordered, shipped before, in this shipment, backordered.
  expect(slip).toContain("CHAIR Product CHAIR 7 – 5 2");
  expect(slip).toContain("TABLE Product TABLE 2 – 1 1");
  expect(slip).toContain(`1 of 2 ${first} 4 × CHAIR`);
  expect(slip).toContain(`2 of 2 ${second} 1 × CHAIR, 1 × TABLE`);
  const bill = textOf(pages.bill_of_lading).join(" ").replace(/\s+/g, " ");
  expect(bill).toContain(view?.bolNumber ?? "-");
  expect(bill).toContain("5 × CHAIR");
  expect(bill).toContain("1 × TABLE");
  expect(bill).toContain("Grand total 2");
});

test("a copy of the first packing slip says the same after the rest has left", async () => {
  await printed();
  await prepareShipment(ctx, { orderNumber: number });
  await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
  if (has("pdftotext")) {
    const slip = textOf((await printed()).packing_slip)
      .join(" ")
      .replace(/\s+/g, " ");
    expect(slip).toContain("CHAIR Product CHAIR 7 – 5 2");
    expect(slip).toContain("Copy 2");
  }
});

describe("cancelling an ASN", () => {
  test("tells the partner, lets the shipment be void, and a new one can be sent", async () => {
    await printed();
    await sendAsn(ctx, { shipmentNumber: shipment }, newId());
    const of = { shipmentNumber: shipment, batchId: newId() };
    expect(await voidShipment(ctx, of)).toMatchObject({ refusal: { code: "asn_sent" } });
    expect(await cancelAsn(ctx, of)).toMatchObject({ ok: true, value: { moved: null } });
    const [asn] = (await findShipmentAsns(ctx, shipment))?.asns ?? [];
    expect(asn).toMatchObject({ state: "cancelled", cancelledAt: ctx.now });
    expect(asn?.cancellation).toContain(`BSN*01*${shipment}*`);
    expect(checkShipNotice(asn?.cancellation ?? "")).toEqual([]);
    expect(await cancelAsn(ctx, of)).toMatchObject({ refusal: { code: "asn_not_sent" } });
    expect(await sendAsn(ctx, of, newId())).toMatchObject({ ok: true });
    await cancelAsn(ctx, of);
    expect(await voidShipment(ctx, of)).toMatchObject({ ok: true });
    expect(await sendAsn(ctx, of, newId())).toMatchObject({ refusal: { code: "shipment_voided" } });
    expect((await findOrder(ctx, number))?.lines).toMatchObject([{ shipped: 0 }, { shipped: 0 }]);
  });

  test("brings an order that is archived by it back to Closed, by a rule", async () => {
    await printed();
    await prepareShipment(ctx, { orderNumber: number });
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    const { sent } = await sendAsns(ctx, [number]);
    expect(sent).toMatchObject([{ moved: { to: "archived" } }]);
    const of = { shipmentNumber: shipment, batchId: newId() };
    expect(await voidShipment(ctx, of)).toMatchObject({ refusal: { code: "archived" } });
    expect(await cancelAsn(ctx, of)).toMatchObject({
      value: { moved: { from: "archived", to: "closed" } },
    });
    const detail = await findOrder(ctx, number);
    expect(detail?.events.at(-1)).toMatchObject({ type: "unarchived", actorKind: "rule" });
    expect(detail?.whyThisTab).toBe(
      "In Closed because an ASN of it was cancelled (the default automation policy).",
    );
  });

  test("is refused where none is out, and for what is unknown or another workspace's", async () => {
    const of = { shipmentNumber: shipment, batchId: newId() };
    expect(await cancelAsn(ctx, of)).toMatchObject({ refusal: { code: "asn_not_sent" } });
    expect(await sendAsn(ctx, of, newId())).toMatchObject({
      refusal: { code: "nothing_dispatched" },
    });
    const other = await makeWorkspace(database.db, { name: "Other" });
    expect(await cancelAsn(other, of)).toEqual(
      await cancelAsn(ctx, { ...of, shipmentNumber: "SH-404" }),
    );
    expect(await findShipmentAsns(other, shipment)).toBeNull();
  });
});
