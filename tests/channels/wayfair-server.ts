import { buildSchema, graphqlSync } from "graphql";
import { z } from "zod";
import { type Call, type ChannelServer, type Reply, serveChannel } from "./channel-server";
import type { FakePurchaseOrder } from "./wayfair-orders";
import { WAYFAIR_SCHEMA } from "./wayfair-schema";

const CLIENT = { id: "wayfair-client", secret: "wayfair-secret" };
const schema = buildSchema(WAYFAIR_SCHEMA);

type Item = { key: string; message: string | null };

type FakeTransaction = {
  id: string;
  handle: string;
  kind: "accept" | "shipment";
  poNumber: string;
  status: "NEW" | "PROCESSING" | "ERROR" | "COMPLETE";
  submittedAt: string;
  completedAt: string | null;
  errors: Item[];
  completed: Item[];
  processing: Item[];
};

type FakeNotice = {
  poNumber: string;
  trackingNumber: string;
  carrierCode: string;
  packageCount: number;
  weight: number;
  destinationAddress: Record<string, string>;
  smallParcelShipments?: unknown[];
  largeParcelShipments?: unknown[];
};

type Filter = { field: string; equals?: string; greaterThanOrEqualTo?: string };

export type WayfairServer = ChannelServer & {
  /** What a connection to it holds. */
  readonly settings: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  readonly orders: Map<string, FakePurchaseOrder>;
  /** Orders that wait for an answer are not in it. */
  readonly answered: Set<string>;
  readonly registered: Map<string, string>;
  /** What was told of shipments, repeats among it, and done in the end. */
  readonly submitted: FakeNotice[];
  readonly shipped: FakeNotice[];
  readonly transactions: FakeTransaction[];
  readonly expireTokens: () => void;
  /** What becomes of the next transactions: after so many looks, done or failed with these words. */
  looks: number;
  fails: string | null;
  needsRegistration: boolean;
};

/** Wayfair on this machine: sign-in and GraphQL, with transactions that end some looks later. */
export async function startWayfairServer(): Promise<WayfairServer> {
  const tokens = new Set<string>();
  const orders = new Map<string, FakePurchaseOrder>();
  const answered = new Set<string>();
  const registered = new Map<string, string>();
  const submitted: FakeNotice[] = [];
  const shipped: FakeNotice[] = [];
  const transactions: (FakeTransaction & { looks: number; done: () => void })[] = [];
  const state = { looks: 1, fails: null as string | null, needsRegistration: false };
  let count = 0;

  function submit(
    kind: FakeTransaction["kind"],
    poNumber: string,
    done: () => void,
    problem: string | null,
  ) {
    count += 1;
    const error = problem ?? state.fails;
    state.fails = null;
    const transaction = {
      id: String(count),
      handle: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`,
      kind,
      poNumber,
      status: "NEW" as FakeTransaction["status"],
      submittedAt: written(new Date()),
      completedAt: null as string | null,
      errors: [] as Item[],
      completed: [] as Item[],
      processing: [{ key: poNumber, message: null }] as Item[],
      looks: state.looks,
      done,
      error,
    };
    transactions.unshift(transaction);
    const answer = { ...transaction };
    return answer;
  }

  /** Each look brings a transaction on; the last one ends it. */
  function look() {
    for (const transaction of transactions) {
      if (transaction.status === "COMPLETE" || transaction.status === "ERROR") {
        continue;
      }
      transaction.status = "PROCESSING";
      transaction.looks -= 1;
      if (transaction.looks < 0) {
        end(transaction);
      }
    }
  }

  function end(transaction: (typeof transactions)[number] & { error?: string | null }) {
    const item = { key: transaction.poNumber, message: transaction.error ?? null };
    transaction.completedAt = written(new Date());
    transaction.processing = [];
    if (transaction.error) {
      transaction.status = "ERROR";
      transaction.errors = [item];
    } else {
      transaction.status = "COMPLETE";
      transaction.completed = [item];
      transaction.done();
    }
  }

  const root = {
    getDropshipPurchaseOrders: (filter: {
      limit?: number;
      hasResponse?: boolean;
      fromDate?: string;
      poNumbers?: string[];
    }) =>
      [...orders.values()]
        .filter(({ poNumber }) => filter.poNumbers?.includes(poNumber) ?? true)
        .filter(({ poNumber }) =>
          filter.hasResponse == null ? true : answered.has(poNumber) === filter.hasResponse,
        )
        .filter(({ poDate }) => !filter.fromDate || read(poDate) >= read(filter.fromDate))
        .sort((one, other) => read(one.poDate) - read(other.poDate))
        .slice(0, filter.limit ?? 10),
    transactions: (given: { filters?: Filter[]; limit?: number; offset?: number }) => {
      look();
      const fits = (transaction: FakeTransaction) =>
        (given.filters ?? []).every(({ field, equals, greaterThanOrEqualTo: least }) =>
          field === "handle"
            ? transaction.handle === equals
            : least === undefined || read(transaction.submittedAt) >= read(least),
        );
      const from = given.offset ?? 0;
      return transactions.filter(fits).slice(from, from + (given.limit ?? 10));
    },
    labelGenerationEvents: ({ filters }: { filters?: Filter[] }) =>
      [...registered]
        .filter(([poNumber]) => poNumber.replace(/\D/g, "") === filters?.[0]?.equals)
        .map(([, trackingNumber]) => labelEvent(trackingNumber)),
    purchaseOrders: () => ({
      accept: ({ poNumber }: { poNumber: string }) =>
        submit(
          "accept",
          known(poNumber),
          () => answered.add(poNumber),
          answered.has(poNumber) ? "This purchase order is answered already" : null,
        ),
      shipment: ({ notice }: { notice: FakeNotice }) => {
        const poNumber = known(notice.poNumber);
        submitted.push(notice);
        const problem = !answered.has(poNumber)
          ? "This purchase order is not accepted"
          : state.needsRegistration && !registered.has(poNumber)
            ? "Register this purchase order for shipment first"
            : null;
        return submit("shipment", poNumber, () => shipped.push(notice), problem);
      },
      register: ({ registrationInput }: { registrationInput: { poNumber: string } }) => {
        const poNumber = known(registrationInput.poNumber);
        if (registered.has(poNumber)) {
          throw new Error("This purchase order has labels already.");
        }
        registered.set(poNumber, `LABEL-${registered.size + 1}`);
        return labelEvent(registered.get(poNumber) ?? "");
      },
    }),
  };

  function known(poNumber: string): string {
    if (!orders.has(poNumber)) {
      throw new Error(`No purchase order ${poNumber}.`);
    }
    return poNumber;
  }

  function answer(operation: string, call: Call): Reply {
    if (operation === "token") {
      const given = tokenSchema.safeParse(JSON.parse(call.body)).data;
      if (given?.client_id !== CLIENT.id || given.client_secret !== CLIENT.secret) {
        return { status: 401, body: { error: "access_denied", error_description: call.body } };
      }
      const value = `jwt-${tokens.size + 1}-${Date.now()}`;
      tokens.add(value);
      return { status: 200, body: { access_token: value, expires_in: 43_200 } };
    }
    if (!tokens.has(String(call.headers.authorization ?? "").replace("Bearer ", ""))) {
      return { status: 401, body: { message: "Unauthorized" } };
    }
    const { query, variables } = z
      .object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() })
      .parse(JSON.parse(call.body));
    const result = graphqlSync({
      schema,
      source: query,
      rootValue: root,
      variableValues: variables ?? {},
    });
    return { status: 200, body: JSON.parse(JSON.stringify(result)) };
  }

  const server = await serveChannel(operationOf, answer);
  return Object.assign(state, server, {
    settings: {
      environment: "production",
      currency: "USD",
      acceptance: "on_arrival",
      shipsOn: "own",
    },
    secrets: { clientId: CLIENT.id, clientSecret: CLIENT.secret },
    orders,
    answered,
    registered,
    submitted,
    shipped,
    transactions,
    expireTokens: () => tokens.clear(),
  });
}

const tokenSchema = z.object({
  grant_type: z.literal("client_credentials"),
  client_id: z.string(),
  client_secret: z.string(),
  audience: z.enum(["https://api.wayfair.com/", "https://sandbox.api.wayfair.com/"]),
});

function operationOf({ url: { pathname }, body }: Call): string {
  if (pathname === "/oauth/token") {
    return "token";
  }
  const name = [
    "accept(",
    "shipment(",
    "register(",
    "transactions(",
    "labelGenerationEvents(",
  ].find((each) => body.includes(each));
  return pathname === "/v1/graphql" ? (name?.slice(0, -1) ?? "orders") : "unknown";
}

function labelEvent(trackingNumber: string) {
  return {
    id: 1,
    shippingLabelInfo: [{ carrier: "FedEx Ground", carrierCode: "FDEG", trackingNumber }],
  };
}

/** `2026-06-08 23:15:20.000000 -04:00`, as Wayfair writes instants. */
function written(at: Date): string {
  return `${at.toISOString().replace("T", " ").replace("Z", "000")} +00:00`;
}

function read(text: string): number {
  return Date.parse(
    text
      .replace(" ", "T")
      .replace(/(\.\d{3})\d*/, "$1")
      .replace(" ", ""),
  );
}
