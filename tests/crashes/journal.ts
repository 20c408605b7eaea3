/** What a program says it is about to ask and what it was answered, in a file that no crash takes back. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/drivers/driver";
import type { Answer, ApiClient } from "../api/client";

export type Journal = {
  readonly tried: (key: string) => void;
  readonly acknowledged: (key: string) => void;
  readonly read: () => { readonly tried: Set<string>; readonly acknowledged: Set<string> };
};

export function openJournal(file: string): Journal {
  const say = (word: string, key: string) => appendFileSync(file, `${word} ${key}\n`);
  return {
    tried: (key) => say("try", key),
    acknowledged: (key) => say("ack", key),
    read: () => {
      const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
      const keys = (word: string) =>
        new Set(lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(4)));
      return { tried: keys("try"), acknowledged: keys("ack") };
    },
  };
}

/** A key names its request whole, so that whoever reads the journal can send it again. */
function requestOf(key: string): { readonly path: string; readonly body: object } {
  const [kind, name = ""] = key.split(":");
  if (kind === "print") {
    return { path: "/print-jobs", body: { kinds: ["label"], orders: [name] } };
  }
  if (kind === "receive") {
    const body = { sku: "CHAIR", quantity: 1, reason: "receipt", note: name };
    return { path: "/stock-movements", body };
  }
  const lines = [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1000 }];
  return {
    path: "/orders",
    body: { number: name, client: { code: "ACME" }, currency: "EUR", lines },
  };
}

/** Sends the request of a key, under that key; every success is in the journal before anybody counts on it. */
async function send(api: ApiClient, journal: Journal, key: string): Promise<Answer> {
  const { path, body } = requestOf(key);
  journal.tried(key);
  const answer = await api.post(path, body, { idempotencyKey: key });
  if (answer.status < 300) {
    journal.acknowledged(key);
  }
  return answer;
}

/** Sends again what was never answered: once more or for the first time, nobody knows. */
export async function sendAgain(api: ApiClient, journal: Journal): Promise<Answer[]> {
  const { tried, acknowledged } = journal.read();
  const answers: Answer[] = [];
  for (const key of tried) {
    if (!acknowledged.has(key)) {
      answers.push(await send(api, journal, key));
    }
  }
  return answers;
}

/** Orders, prints and receipts without end, until `heard` says no. */
export async function work(
  api: ApiClient,
  journal: Journal,
  name: string,
  heard: (answer: Answer, sentAt: number) => Promise<boolean>,
): Promise<void> {
  for (let round = 0; ; round += 1) {
    const order = `${name}-${round}`;
    for (const key of [`order:${order}`, `print:${order}`, `receive:${order}`]) {
      const sentAt = performance.now();
      const answer = await send(api, journal, key);
      if (!(await heard(answer, sentAt))) {
        return;
      }
      // What may not be there can't be printed: a new order instead.
      if (answer.status >= 300) {
        break;
      }
    }
  }
}

type Done = { done: string; times: number };

/** What the journal and the database disagree about: acknowledged and lost, or done twice. */
export async function disagreements(db: Database, journal: Journal): Promise<string[]> {
  const { rows } = await db.execute<Done>(sql`
    select 'order:' || number as done, count(*)::int as times from orders group by 1
    union all
    select 'print:' || o.number, count(*)::int from orders o
    join shipments s on s.workspace_id = o.workspace_id and s.order_id = o.id
    join documents d on d.workspace_id = s.workspace_id and d.shipment_id = s.id
    where o.tab = 'closed' and s.dispatched_at is not null group by 1
    union all
    select 'receive:' || note, count(*)::int from stock_movements where note is not null group by 1`);
  const times = new Map(rows.map((row) => [row.done, row.times]));
  const lost = [...journal.read().acknowledged].filter((key) => times.get(key) !== 1);
  const twice = rows.filter((row) => row.times > 1).map(({ done }) => done);
  return [...lost.map((key) => `lost: ${key}`), ...twice.map((key) => `done twice: ${key}`)];
}
