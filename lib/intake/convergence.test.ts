import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { deliver, makeConnection, orderState, webhookBody } from "@/tests/channels";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
afterEach(() => database.invariants());

type Version = Omit<Parameters<typeof webhookBody>[0], "name">;

const versions: readonly Version[] = [
  { minute: 0 },
  {
    minute: 1,
    lines: [
      { sku: "CHAIR", quantity: 2 },
      { sku: "LAMP", quantity: 1 },
    ],
  },
  {
    minute: 2,
    lines: [{ sku: "LAMP", quantity: 3, id: 2 }],
    note: "edited",
    email: "j2@example.com",
  },
  { minute: 3, cancelled: true },
  {
    minute: 4,
    lines: [
      { sku: "DESK", quantity: 1, id: 7 },
      { sku: "LAMP", quantity: 3, id: 2 },
    ],
  },
];

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((first, index) =>
        permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
      );
}

/** The states that all permutations of these versions end in, one of them coming twice; a workspace each. */
async function endings(of: readonly Version[]): Promise<unknown[]> {
  const states = new Set<string>();
  const waiting = [...permutations(of).entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, permutation] = next;
      const ctx: Context = await makeWorkspace(database.db);
      const connection = await makeConnection(ctx);
      for (const version of [...permutation, permutation[index % of.length]]) {
        await deliver(ctx, connection, webhookBody({ ...version, name: "#1" }));
      }
      states.add(await orderState(ctx, "#1"));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return [...states].map((state) => JSON.parse(state));
}

describe("any order of any deliveries ends in the same state", () => {
  test("through all 120 orders of 5 versions, an edit and a cancellation among them", async () => {
    expect(await endings(versions)).toEqual([
      expect.objectContaining({ tab: "open", reason: null, total: 4490, note: null }),
    ]);
  }, 180_000);

  test("also when the cancellation is the last word", async () => {
    const [first, second, third, cancelled] = versions;
    const last = { ...cancelled, minute: 9 };
    expect(await endings([first, second, third, last].map((one) => one ?? {}))).toEqual([
      expect.objectContaining({ tab: "archived", reason: "cancelled" }),
    ]);
  });

  test("also when several versions have the same time", async () => {
    const same = versions.slice(0, 4).map((version) => ({ ...version, minute: 0 }));
    expect((await endings(same)).length).toBe(1);
  });

  test("also when the channel ships in parts, and an edit lowers what is owed", async () => {
    const lines = (quantity: number, shipped: number) => [{ sku: "CHAIR", quantity, shipped }];
    const shipping = [
      { minute: 0, lines: lines(3, 0) },
      { minute: 1, lines: lines(3, 1) },
      { minute: 2, lines: lines(4, 2) },
      { minute: 3, lines: lines(2, 2) },
    ];
    expect(await endings(shipping)).toEqual([
      expect.objectContaining({ tab: "closed", shipment: "shipped" }),
    ]);
  });
});
