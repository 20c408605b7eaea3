import { spawnSync } from "node:child_process";
import pg from "pg";
import { loadOrderParts } from "@/lib/api/order-parts";
import { resolveApiKey } from "@/lib/auth/api-keys";
import { parseListParams } from "@/lib/orders/list-params";
import { listOrderIds } from "@/lib/orders/queries";
import { withWorkspace } from "@/lib/workspaces/context";
import { watching } from "../faults/statements";
import { atMost, type Figure, median } from "./figures";
import type { Filled, Scene } from "./scene";
import { type Asked, ask, rateOf, type Served, serveOn, signIn } from "./served";

const ROUND_MS = 1000;
const ROUNDS = 15;
const IDLE_MS = 5000;
const API_ROUNDS = 40;

const SAME_TIMES = 1.15;
const PAGE_TIMES = 2.5;
const API_TIMES = 2.5;
const IDLE_MB = 250;
const LOADED_MB = 700;
/** The size that the largest is compared with. */
const COMPARED = 10_000;

/** Pages and the API over HTTP: their rates beside an empty page and bare statements, memory, and the start. */
export async function measurePages(scene: Scene): Promise<Figure[]> {
  const built = spawnSync("node", ["scripts/build.mjs", "--if-needed"], { stdio: "inherit" });
  if (built.status !== 0) {
    throw new Error("The build failed.");
  }
  const served = await serveOn(scene.url);
  try {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const idle = served.memory();
    const cookies = new Map<number, string>();
    for (const { size, email } of scene.filled) {
      cookies.set(size, await signIn(served.base, email));
    }
    const { rounds, most } = await measureRates(scene, served, cookies);
    const api: Figure[] = [];
    for (const filled of scene.filled) {
      api.push(await measureApi(scene, served, filled));
    }
    return [
      ...pageFigures(scene, rounds),
      ...api,
      ...memoryFigures(idle, most),
      { part: "list", what: "cold start, to ready", value: served.startedInMs, unit: "ms" },
    ];
  } finally {
    await served.stop();
  }
}

async function measureRates(
  { filled, largest }: Scene,
  served: Served,
  cookies: ReadonlyMap<number, string>,
) {
  const page = (size: number, path: string): Asked => ({
    url: served.base + path,
    headers: { cookie: cookies.get(size) ?? "" },
  });
  const pages = new Map<string, Asked>([
    ["blank", page(largest.size, "/blank")],
    ...filled.map(({ size }) => [String(size), page(size, "/orders/open")] as const),
    ["order", page(largest.size, `/orders/SO-${1000 + largest.size - 1}`)],
  ]);
  for (const asked of pages.values()) {
    await rateOf(asked, ROUND_MS);
  }
  let most = 0;
  const measured = new Map<string, number[]>();
  // All in turn in each round, so that what else the machine does meets them alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, asked] of pages) {
      measured.set(name, [...(measured.get(name) ?? []), await rateOf(asked, ROUND_MS)]);
      most = Math.max(most, served.memory() ?? 0);
    }
  }
  return { rounds: measured, most };
}

/** How many times one is slower than another: the median of all rounds, because a machine is slow by spells. */
function timesSlower(rounds: ReadonlyMap<string, readonly number[]>, one: string, other: string) {
  const others = rounds.get(other) ?? [];
  return median((rounds.get(one) ?? []).map((rate, round) => (others[round] ?? 0) / rate));
}

function pageFigures(
  { filled, largest }: Scene,
  rounds: ReadonlyMap<string, readonly number[]>,
): Figure[] {
  const rates = new Map([...rounds].map(([name, all]) => [name, median([...all])]));
  const blank = { what: "an empty dynamic page", value: rates.get("blank") ?? 0 };
  const figures: Figure[] = filled.map(({ size }) => {
    const value = rates.get(String(size)) ?? 0;
    const what = `list page of 50 rows at ${size} orders`;
    const times = timesSlower(rounds, String(size), "blank");
    const limit = atMost(times, PAGE_TIMES, "x");
    return {
      part: "list",
      what,
      value,
      unit: "/s",
      bar: { ...blank, value: value * times },
      limit,
    };
  });
  const large = rates.get(String(largest.size)) ?? 0;
  if (rates.has(String(COMPARED)) && largest.size > COMPARED) {
    const times = timesSlower(rounds, String(largest.size), String(COMPARED));
    figures.push({
      part: "list",
      what: `list page at ${largest.size} orders`,
      value: large,
      unit: "/s",
      bar: { what: `the same at ${COMPARED}`, value: large * times },
      limit: atMost(times, SAME_TIMES, "x"),
    });
  }
  const order = rates.get("order") ?? 0;
  return [
    { part: "list", what: "an empty dynamic page", value: blank.value, unit: "/s" },
    ...figures,
    { part: "list", what: "page of an order", value: order, unit: "/s", bar: blank },
  ];
}

/** One request at a time beside the statements that it sends, bare, one at a time, on one connection. */
async function measureApi(
  scene: Scene,
  served: Served,
  { size, ctx, key }: Filled,
): Promise<Figure> {
  const asked: Asked = {
    url: `${served.base}/api/v1/orders?tab=open&limit=50`,
    headers: { authorization: `Bearer ${key}` },
  };
  const sent: { text: string; values: unknown[] }[] = [];
  await watching(
    ({ text, values, send }) => {
      sent.push({ text, values });
      return send();
    },
    async () => {
      await resolveApiKey(key);
      await withWorkspace(ctx, async (tx) => {
        const params = parseListParams({}, "open");
        const { ids } = await listOrderIds(tx, ctx, "open", params, 50);
        return loadOrderParts(tx, ctx, ids);
      });
    },
  );
  const client = new pg.Client(scene.url);
  await client.connect();
  try {
    const bare: number[] = [];
    const whole: number[] = [];
    // In turn, so that what else the machine does meets them alike.
    for (let round = 0; round < API_ROUNDS; round += 1) {
      const since = performance.now();
      for (const statement of sent) {
        await client.query(statement);
      }
      const between = performance.now();
      await ask(asked);
      bare.push(between - since);
      whole.push(performance.now() - between);
    }
    const value = median(whole);
    const bar = median(bare);
    return {
      part: "list",
      what: `API list of 50 orders at ${size} orders`,
      value,
      unit: "ms",
      bar: { what: "its statements sent bare", value: bar },
      limit: atMost(value / bar, API_TIMES, "x"),
    };
  } finally {
    await client.end();
  }
}

function memoryFigures(idle: number | null, most: number): Figure[] {
  if (idle === null) {
    return [];
  }
  return [
    {
      part: "list",
      what: "memory at rest",
      value: idle,
      unit: "MB",
      limit: atMost(idle, IDLE_MB, "MB"),
    },
    {
      part: "list",
      what: "memory under load",
      value: most,
      unit: "MB",
      limit: atMost(most, LOADED_MB, "MB"),
    },
  ];
}
