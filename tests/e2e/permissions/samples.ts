import { randomUUID } from "node:crypto";
import type pg from "pg";

export type Sample = {
  readonly own: string | null;
  readonly foreign: string | null;
  readonly unknown: string;
};

type Source = {
  readonly table: string;
  readonly column: string;
  readonly unknown: () => string;
  /** Whether a row `t` is of the portal's client; what is foreign is then another client's of the same workspace. */
  readonly ofClient?: string;
};

const PORTAL_CLIENT =
  "(select m.client_id from memberships m where m.workspace_id = t.workspace_id and m.role = 'client' limit 1)";

/** What stands for a placeholder: a column of a table, and an example of usual length that nobody has. */
const SOURCES: Record<string, Source> = {
  orderNumber: { table: "orders", column: "number", unknown: () => "SO-9999" },
  portalOrder: {
    table: "orders",
    column: "number",
    unknown: () => "SO-9999",
    ofClient: `t.client_id = ${PORTAL_CLIENT}`,
  },
  portalDocument: {
    table: "documents",
    column: "id",
    unknown: randomUUID,
    ofClient: `t.kind = 'packing_slip' and (select o.client_id from orders o where o.id = t.order_id) = ${PORTAL_CLIENT}`,
  },
  client: { table: "clients", column: "id", unknown: randomUUID },
  clientCode: { table: "clients", column: "code", unknown: () => "NOBODY" },
  product: { table: "products", column: "id", unknown: randomUUID },
  sku: { table: "products", column: "sku", unknown: () => "NO-SUCH-SKU" },
  receipt: { table: "expected_receipts", column: "id", unknown: randomUUID },
  import: { table: "imports", column: "id", unknown: randomUUID },
  document: { table: "documents", column: "id", unknown: randomUUID },
  asn: { table: "asns", column: "id", unknown: randomUUID },
  printJob: { table: "print_jobs", column: "id", unknown: randomUUID },
  shipment: { table: "shipments", column: "number", unknown: () => "SH-9999" },
  shipmentId: { table: "shipments", column: "id", unknown: randomUUID },
  move: { table: "moves", column: "id", unknown: randomUUID },
  batch: { table: "moves", column: "batch_id", unknown: randomUUID },
  productionNumber: { table: "production_orders", column: "number", unknown: () => "MO-9999" },
  connection: { table: "connections", column: "id", unknown: randomUUID },
  delivery: { table: "deliveries", column: "id", unknown: randomUUID },
  message: { table: "messages", column: "id", unknown: randomUUID },
  endpoint: { table: "webhook_endpoints", column: "id", unknown: randomUUID },
  webhookMessage: { table: "webhook_messages", column: "id", unknown: randomUUID },
  apiKey: { table: "api_keys", column: "id", unknown: randomUUID },
  user: { table: "memberships", column: "user_id", unknown: randomUUID },
  invitation: { table: "invitations", column: "id", unknown: randomUUID },
  trackingLink: { table: "tracking_links", column: "id", unknown: randomUUID },
  channel: { table: "connections", column: "channel", unknown: () => "nowhere" },
  invoiceNumber: { table: "invoices", column: "number", unknown: () => "INV-9999" },
};
export type SampleKind = keyof typeof SOURCES;

/** Which sample fills the placeholders of a path, by the folder or collection before them. */
const BY_PATH: readonly (readonly [RegExp, SampleKind])[] = [
  [/^\/orders\/(\[number\]|:number)/, "orderNumber"],
  [/^\/portal\/(orders\/)?\[number\]/, "portalOrder"],
  [/^\/portal\/.*\[id\]/, "portalDocument"],
  [/^\/clients\/\[id\]/, "client"],
  [/^\/clients\/:code/, "clientCode"],
  [/^\/products\/\[id\]/, "product"],
  [/^\/products\/:sku/, "sku"],
  [/^\/stock\/receipts\/\[id\]/, "receipt"],
  [/^\/expected-receipts\/:id/, "receipt"],
  [/^\/imports\/(ledger|deliveries)\/\[id\]/, "delivery"],
  [/^\/imports\/\[id\]/, "import"],
  [/^\/production\/\[number\]/, "productionNumber"],
  [/^\/production-orders\/:number/, "productionNumber"],
  [/^\/settings\/connections\/new\/\[channel/, "channel"],
  [/^\/settings\/connections\/\[id\]/, "connection"],
  [/^\/settings\/users\/\[id\]/, "user"],
  [/^\/settings\/api\/webhooks\/\[id\]/, "endpoint"],
  [/^\/(settings\/)?messages\/\[id\]/, "message"],
  [/^\/api\/documents\/\[id\]/, "document"],
  [/^\/api\/asns\/\[id\]/, "asn"],
  [/^\/api\/print-jobs\/\[id\]/, "printJob"],
  [/^\/shipments\/(\[number\]|:number)/, "shipment"],
  [/^\/print-jobs\/:id/, "printJob"],
  [/^\/documents\/:id/, "document"],
  [/^\/moves\/:id/, "move"],
  [/^\/batches\/:id/, "batch"],
  [/^\/invoices\/:number/, "invoiceNumber"],
];

const PLACEHOLDER = /\[\w+\]|:\w+(\{[^}]*\})?/;

export const hasPlaceholder = (pattern: string) => PLACEHOLDER.test(pattern);

export function kindOf(pattern: string): SampleKind {
  const found = BY_PATH.find(([path]) => path.test(pattern));
  if (found === undefined) {
    throw new Error(`No sample for ${pattern}: say in samples.ts what fills its placeholder.`);
  }
  return found[1];
}

/** Puts a sample into the first placeholder, and a fixed text into what follows. */
export function fill(pattern: string, value: string): string {
  return pattern
    .replace(PLACEHOLDER, encodeURIComponent(value))
    .replace("[file]", "label.pdf")
    .replace(new RegExp(PLACEHOLDER, "g"), "1");
}

/** An own, a foreign and an unknown value of each kind; null where the demo data has none. */
export async function loadSamples(
  db: pg.Client,
  own: string,
  foreign: string,
): Promise<Record<string, Sample>> {
  const samples: Record<string, Sample> = {};
  for (const [kind, { table, column, unknown, ofClient }] of Object.entries(SOURCES)) {
    const first = async (workspace: string, condition: string) => {
      const { rows } = await db.query<{ value: string }>(
        `select ${column}::text as value from ${table} t
         where workspace_id = $1 and (${condition}) and $2::uuid is not null
         order by ${column} desc limit 1`,
        [workspace, own],
      );
      return rows[0]?.value ?? null;
    };
    const notOurs = `not exists (select 1 from ${table} o where o.workspace_id = $2 and o.${column} = t.${column})`;
    samples[kind] = {
      own: await first(own, ofClient ?? "true"),
      foreign: ofClient
        ? await first(own, `not coalesce((${ofClient}), false)`)
        : await first(foreign, notOurs),
      unknown: unknown(),
    };
  }
  return samples;
}
