import { z } from "zod";
import {
  ARCHIVE_REASONS,
  INVOICING_STATUSES,
  PAYMENT_STATUSES,
  PRODUCTION_STATUSES,
  SHIPMENT_STATUSES,
  STOCK_STATUSES,
  TABS,
} from "@/lib/orders/lifecycle";

const day = z.iso.date();
const quantity = z.number().multipleOf(0.001);
const status = <const Values extends readonly string[]>(values: Values) =>
  z.strictObject({
    value: z.enum(values),
    percent: z.number().int().min(0).max(100).nullable(),
    expected_on: day.nullable(),
    explanation: z.string().min(1),
  });

/** The contract's `Order`, nothing more and nothing less. */
export const orderShape = z.strictObject({
  number: z.string(),
  tab: z.enum(TABS),
  archive_reason: z.enum(ARCHIVE_REASONS).nullable(),
  source: z.string(),
  external_id: z.string().nullable(),
  po_number: z.string().nullable(),
  client: z.strictObject({ code: z.string(), name: z.string() }),
  ordered_on: day,
  due_on: day.nullable(),
  ship_by_on: day.nullable(),
  overdue: z.boolean(),
  on_hold: z.boolean(),
  rank: z.number().nullable(),
  version: z.number().int(),
  currency: z.string().length(3),
  total_minor: z.number().int(),
  status: z.strictObject({
    stock: status(STOCK_STATUSES),
    production: status(PRODUCTION_STATUSES),
    shipment: status(SHIPMENT_STATUSES),
    invoicing: status(INVOICING_STATUSES),
    payment: status(PAYMENT_STATUSES),
  }),
  lines: z.array(
    z.strictObject({
      line: z.number().int(),
      sku: z.string(),
      name: z.string(),
      ordered: quantity,
      short_closed: quantity,
      reserved: quantity,
      to_make: quantity,
      made: quantity,
      shipped: quantity,
      owed: quantity,
      over_ship_allowance: quantity,
      supply: z.array(z.strictObject({ quantity, on: day, source: z.string() })),
    }),
  ),
  shipments: z.array(
    z.strictObject({
      number: z.string(),
      state: z.enum(["draft", "dispatched", "voided"]),
      carrier: z.string().nullable(),
      tracking_number: z.string().nullable(),
      planned_ship_on: day.nullable(),
      packages: z.array(
        z.strictObject({
          sscc: z.string().length(18),
          internal: z.boolean(),
          lines: z
            .array(z.strictObject({ line: z.number().int(), sku: z.string(), quantity }))
            .min(1),
        }),
      ),
      documents: z.array(
        z.strictObject({
          id: z.uuid(),
          kind: z.string(),
          number: z.string(),
          copy: z.number().int(),
          url: z.string().startsWith("/api/documents/"),
        }),
      ),
    }),
  ),
});

const moved = z.strictObject({
  move: z.uuid(),
  order: z.string(),
  from: z.enum(TABS),
  to: z.enum(TABS),
});

export const printShape = z.strictObject({
  id: z.uuid(),
  documents: z.array(
    z.strictObject({
      order: z.string(),
      shipment: z.string(),
      kind: z.enum(["label", "packing_slip", "bill_of_lading"]),
      number: z.string(),
      copy: z.number().int(),
      url: z.string().startsWith("/api/"),
    }),
  ),
  moved: z.array(moved),
  refused: z.array(
    z.strictObject({ order: z.string(), code: z.string(), message: z.string().min(1) }),
  ),
});

export const eventShape = z.strictObject({
  seq: z.number().int(),
  type: z.string(),
  at: z.iso.datetime(),
  actor: z.strictObject({ kind: z.string(), name: z.string() }),
  cause: z.string(),
  from: z.enum(TABS).nullable(),
  to: z.enum(TABS).nullable(),
  move: z.uuid().nullable(),
  data: z.record(z.string().regex(/^[a-z_]+$/), z.unknown()),
});
