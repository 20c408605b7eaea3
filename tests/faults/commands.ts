/** Every command that writes, as a program or a person calls it on the scene. A new command is one entry. */
import { sql } from "drizzle-orm";
import { holdOrder } from "@/lib/orders/commands";
import { setOnHand } from "@/lib/orders/stock-movements";
import { createTrackingLink } from "@/lib/orders/tracking";
import { makeForOrders } from "@/lib/production/create";
import { reportMade } from "@/lib/production/report";
import { accept } from "@/lib/shared/outcome";
import { withWorkspace } from "@/lib/workspaces/context";
import { webhookBody } from "../channels";
import { arrival, type Command, direct, patch, post } from "./command";
import { BLOCKED, DROPPED, LEFT, MAKING, PACKED, PLANNED, type Scene, SENT } from "./scene";

const stock = { stock: true } as const;
const order = (sku: string, quantity: number, more: object = {}) => ({
  client: { code: "ACME" },
  currency: "EUR",
  lines: [{ sku, quantity, unit_price_minor: 1000 }],
  ...more,
});
const undoOf =
  (number: string) =>
  async ({ ctx }: Scene) => {
    const { rows } = await withWorkspace(ctx, (tx) =>
      tx.execute<{ id: string }>(sql`
      select m.id from moves m join orders o on o.workspace_id = m.workspace_id and o.id = m.order_id
      where o.number = ${number} order by m.at desc, m.id desc limit 1`),
    );
    return `/moves/${rows[0]?.id}/undo`;
  };

/** A path below the expected receipt of the scene, which the list no longer shows once it is closed. */
const receipt =
  (below: string) =>
  async ({ ctx }: Scene) => {
    const { rows } = await withWorkspace(ctx, (tx) =>
      tx.execute<{ id: string }>(sql`select id from expected_receipts`),
    );
    return `/expected-receipts/${rows[0]?.id}${below}`;
  };

export const COMMANDS: readonly Command[] = [
  post("create an order", "/orders", order("CHAIR", 2), stock),
  post("create an order of a source", "/orders", order("LAMP", 1, { external_id: "#77" }), stock),
  patch(
    "change the lines of an order",
    "/orders/READY",
    {
      lines: [
        { line: 1, sku: "CHAIR", quantity: 5 },
        { sku: "LAMP", quantity: 2, unit_price_minor: 900 },
      ],
    },
    stock,
  ),
  patch(
    "change a closed order",
    "/orders/LEFT",
    { lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 900 }] },
    stock,
  ),
  direct("hold an order", (ctx) => holdOrder(ctx, "READY", true), stock),
  direct("release an order", (ctx) => holdOrder(ctx, "HELD", false), stock),

  post(
    "print one order",
    "/print-jobs",
    { kinds: ["label", "packing_slip", "bill_of_lading"], orders: ["READY"] },
    { ...stock, stops: 5 },
  ),
  post(
    "print two orders and one that is unknown",
    "/print-jobs",
    { kinds: ["label"], orders: ["NEXT", "LOST", "READY"] },
    { ...stock, stops: 8 },
  ),
  post(
    "print a closed order again",
    "/print-jobs",
    { kinds: ["label"], orders: ["LEFT"] },
    { stops: 5 },
  ),
  post("mark an order as shipped", "/orders/READY/mark-shipped", { carrier: "DHL" }, stock),
  post("close a partly shipped order", "/orders/PART/close", {}, stock),
  post("reopen an order", "/orders/LEFT/reopen", {}, stock),
  post("unarchive an order", "/orders/SENT/reopen", {}, stock),
  post("cancel an order", "/orders/READY/cancel", { note: "No longer wanted" }, stock),
  post(
    "archive an order",
    "/orders/NEXT/archive",
    { reason: "not_to_be_fulfilled", note: "Lost" },
    stock,
  ),
  post("move an order in the queue", "/orders/SHORT/move", { before: "READY" }, stock),

  post(
    "prepare a shipment in two cartons",
    "/orders/READY/shipments",
    {
      packages: [
        { lines: [{ sku: "CHAIR", quantity: 1 }] },
        {
          lines: [
            { sku: "CHAIR", quantity: 1 },
            { sku: "LAMP", quantity: 1 },
          ],
        },
      ],
    },
    stock,
  ),
  patch(
    "change a shipment",
    `/shipments/${PACKED}`,
    { lines: [{ sku: "LAMP", quantity: 1 }] },
    stock,
  ),
  post("mark a shipment as shipped", `/shipments/${PACKED}/mark-shipped`, {}, stock),
  post("void a draft", `/shipments/${PACKED}/void`, {}, stock),
  post("void what has left", `/shipments/${LEFT}/void`, {}, stock),
  post(
    "take a void back",
    `/shipments/${LEFT}/undo-void`,
    {},
    { ...stock, after: `/shipments/${LEFT}/void` },
  ),
  post("close a line short", "/orders/PART/short-close", {}, stock),
  post(
    "owe again what was closed short",
    "/orders/PART/short-close/undo",
    {},
    { ...stock, after: "/orders/PART/short-close" },
  ),
  post("close many orders", "/bulk/close", { orders: ["SHORT", "PART", "NOBODY"] }, stock),
  post(
    "archive many orders",
    "/bulk/archive",
    { orders: ["NEXT", "LEFT", "READY"], reason: "cancelled" },
    stock,
  ),
  post("close many orders short", "/bulk/short-close", { orders: ["READY", "PART"] }, stock),
  post(
    "undo many moves",
    "/batches/ID/undo",
    {},
    {
      ...stock,
      pathIn: async ({ api }) => {
        const orders = ["READY", "NEXT"];
        const { body } = await api.post("/bulk/archive", { orders, reason: "cancelled" });
        return `/batches/${body.batch}/undo`;
      },
    },
  ),
  post(
    "take a delivery back",
    `/shipments/${LEFT}/undo-delivery`,
    {},
    { after: `/shipments/${LEFT}/deliver` },
  ),
  post("deliver a shipment", `/shipments/${LEFT}/deliver`),
  post("send the ASN of a shipment", `/shipments/${LEFT}/asn`, {}),
  post("send the ASN of an order", "/orders/LEFT/asn", {}),
  post("cancel an ASN", `/shipments/${SENT}/asn/cancel`, {}, stock),
  post("undo a print", "/moves/ID/undo", {}, { ...stock, pathIn: undoOf("LEFT") }),
  post("undo a cancel", "/moves/ID/undo", {}, { ...stock, pathIn: undoOf("GONE") }),
  post("undo an ASN's move", "/moves/ID/undo", {}, { pathIn: undoOf("SENT") }),

  post(
    "receive stock",
    "/stock-movements",
    { sku: "CHAIR", quantity: 4, reason: "receipt" },
    stock,
  ),
  post(
    "scrap reserved stock",
    "/stock-movements",
    { sku: "CHAIR", quantity: -9, reason: "scrap" },
    stock,
  ),
  direct(
    "count less than is reserved",
    (ctx) => setOnHand(ctx, { sku: "CHAIR", onHand: 2000 }),
    stock,
  ),

  post(
    "expect a receipt",
    "/expected-receipts",
    { sku: "CHAIR", quantity: 9, due_on: "2030-01-10", reference: "PO-2" },
    stock,
  ),
  post(
    "receive a part of what was expected",
    "/expected-receipts/ID/receive",
    { quantity: 2 },
    { ...stock, pathIn: receipt("/receive") },
  ),
  patch(
    "change what is expected",
    "/expected-receipts/ID",
    { quantity: 1, due_on: "2030-02-01" },
    { ...stock, pathIn: receipt("") },
  ),
  post(
    "expect nothing more",
    "/expected-receipts/ID/close",
    {},
    { ...stock, pathIn: receipt("/close") },
  ),
  post(
    "expect again what was closed",
    "/expected-receipts/ID/reopen",
    {},
    {
      ...stock,
      pathIn: async (scene) => {
        const path = await receipt("")(scene);
        await scene.api.post(`${path}/close`);
        return `${path}/reopen`;
      },
    },
  ),

  post(
    "plan production",
    "/production-orders",
    { sku: "OAK", quantity: 3, due_on: "2030-01-10" },
    stock,
  ),
  direct(
    "make what an order is short of",
    async (ctx, key) => ({ ok: true, value: await makeForOrders(ctx, ["WANT"], { key }) }),
    { ...stock, keyed: true },
  ),
  patch(
    "change a production order",
    `/production-orders/${MAKING}`,
    { quantity: 7, due_on: "2030-01-20" },
    stock,
  ),
  post(
    "report what was made",
    `/production-orders/${MAKING}/reports`,
    { quantity: 2, scrapped: 1 },
    stock,
  ),
  direct(
    "report the last of it from a form",
    (ctx, key) => reportMade(ctx, MAKING, { quantity: 4000, scrapped: 0, key }),
    { ...stock, keyed: true },
  ),
  post("take a report back", `/production-orders/${MAKING}/reports/1/take-back`, {}, stock),
  post("start production", `/production-orders/${PLANNED}/start`),
  post("block production", `/production-orders/${MAKING}/block`, { reason: "No glue" }),
  post("unblock production", `/production-orders/${BLOCKED}/unblock`),
  post("finish production short", `/production-orders/${MAKING}/finish-short`, {}, stock),
  post("cancel production", `/production-orders/${BLOCKED}/cancel`, {}, stock),
  post("reopen production", `/production-orders/${DROPPED}/reopen`, {}, stock),

  post("invoice an order", "/invoices", { order: "LEFT" }),
  post("record a payment that completes", "/payments", { order: "BILLED" }),
  {
    ...post("import a file", "/imports", {}, stock),
    prepare: async ({ api }) => {
      const text =
        "order_number,client_code,currency,sku,quantity,unit_price\nN-1,ACME,EUR,CHAIR,2,9.50\n";
      return (key) => {
        const form = new FormData();
        form.set("file", new File([text], "orders.csv", { type: "text/csv" }));
        return api.send("POST", "/imports", { body: form, headers: { "idempotency-key": key } });
      };
    },
  },
  arrival("an order arrives from a channel", webhookBody({ name: "#1001" })),
  arrival(
    "an order arrives that its channel has shipped",
    webhookBody({ name: "#1002", lines: [{ sku: "CHAIR", quantity: 20, shipped: 20 }] }),
  ),

  post("create a client", "/clients", { code: "NEW", name: "New Ltd" }),
  patch("change a client", "/clients/ACME", { name: "Acme and Sons" }),
  post("create a product", "/products", { sku: "NEW", name: "New", tracked: true, made: false }),
  patch("make a product untracked", "/products/OAK", { made: false }, stock),
  direct("make a tracking link", async (ctx) => {
    const outcome = await createTrackingLink(ctx, "READY");
    return outcome.ok ? accept("a token of its own") : outcome;
  }),
];
