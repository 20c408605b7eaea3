import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { outbox } from "@/db/schema/traffic";
import {
  type Context,
  provedWorkspace,
  type WorkspaceId,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import type { OutboxTopic } from "@/lib/workspaces/outbox";
import { loadContext } from "@/lib/workspaces/queries";
import { HANDLERS, type Handled, type Job } from "./handlers";

/** How many messages one claim takes, and how long they are its own: longer than any handler may run. */
const CLAIM = 20;
const LEASE_SECONDS = 120;
/** How many messages are handled at once: a marketplace that answers slowly must not hold up another one. */
const AT_ONCE = {
  channel_shipment: 4,
  order_event: 1,
  mail: 1,
  webhook_event: 1,
  webhook: 8,
} satisfies Record<OutboxTopic, number>;
/** Receivers of webhooks may take long to answer: nothing else waits for them. */
const SLOW: ReadonlySet<string> = new Set<OutboxTopic>(["webhook"]);
const ROUNDS = 10;
/** Claims before a person must look, and the pause after the first failure; each further one doubles it. */
const ATTEMPTS_MAX = 30;
const PAUSE_SECONDS = 15;
const PAUSE_SECONDS_MAX = 6 * 60 * 60;

type ClaimedRow = {
  id: number;
  workspace_id: string;
  topic: OutboxTopic;
  key: string;
  payload: Record<string, unknown>;
  attempts: number;
};

/**
 * Handles due messages of the outbox until none is left or `rounds` claims were made; answers how many
 * it handled. Any number of processes may drain at once: each message is leased to one of them.
 */
export async function drainOutbox(options: { readonly rounds?: number } = {}): Promise<number> {
  const handled = await Promise.all([drainQuick(options), drainSlow(options)]);
  return handled.reduce((sum, each) => sum + each);
}

/** The topics that never wait long for somebody else. */
export const drainQuick = ({ rounds = ROUNDS }: { readonly rounds?: number } = {}) =>
  drain(
    Object.keys(HANDLERS).filter((topic) => !SLOW.has(topic)),
    rounds,
  );

export const drainSlow = ({ rounds = ROUNDS }: { readonly rounds?: number } = {}) =>
  drain([...SLOW], rounds);

async function drain(topics: readonly string[], rounds: number): Promise<number> {
  let handled = 0;
  for (let round = 0; round < rounds; round += 1) {
    const claimed = await claim(topics);
    await handleAll(claimed);
    handled += claimed.length;
    if (claimed.length < CLAIM) {
      break;
    }
  }
  return handled;
}

/** Topics don't wait for one another; within one, messages are begun in their order. */
async function handleAll(claimed: readonly ClaimedRow[]): Promise<void> {
  const work = async (waiting: ClaimedRow[]) => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      await handle(row);
    }
  };
  const byTopic = Map.groupBy(claimed, ({ topic }) => topic);
  await Promise.all(
    [...byTopic].flatMap(([topic, rows]) =>
      Array.from({ length: AT_ONCE[topic] }, () => work(rows)),
    ),
  );
}

async function claim(topics: readonly string[]): Promise<ClaimedRow[]> {
  if (topics.length === 0) {
    return [];
  }
  return withoutWorkspace(async (tx) => {
    const list = sql`array[${sql.join(
      topics.map((topic) => sql`${topic}`),
      sql`, `,
    )}]::text[]`;
    const { rows } = await tx.execute<ClaimedRow>(
      sql`select * from outbox_claim(${list}, ${CLAIM}, ${LEASE_SECONDS}) order by id`,
    );
    return rows;
  });
}

async function handle(row: ClaimedRow): Promise<void> {
  const workspaceId = provedWorkspace(row.workspace_id);
  const job: Job = { id: row.id, key: row.key, payload: row.payload, attempts: row.attempts };
  let ctx: Context | null = null;
  try {
    ctx = await loadContext(workspaceId, {
      actor: { kind: "system", name: "Orderflow", id: null },
      role: "operator",
    });
    await settle(workspaceId, row, await HANDLERS[row.topic](ctx, job), ctx.now);
  } catch (error) {
    await settle(
      workspaceId,
      row,
      { state: "failed", error: error instanceof Error ? error.message : String(error) },
      ctx?.now ?? new Date(),
    );
  }
}

/** Writes what became of a message, unless its lease has passed to another drain meanwhile. */
async function settle(
  workspaceId: WorkspaceId,
  row: ClaimedRow,
  handled: Handled,
  now: Date,
): Promise<void> {
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const change =
    handled.state === "done"
      ? { doneAt: now, lastError: null }
      : handled.state === "later"
        ? {
            availableAt: later(handled.seconds),
            ...(handled.payload ? { payload: handled.payload } : {}),
          }
        : handled.state === "refused" || row.attempts >= ATTEMPTS_MAX
          ? { failedAt: now, lastError: handled.error }
          : {
              lastError: handled.error,
              availableAt: later(
                Math.min(PAUSE_SECONDS * 2 ** (row.attempts - 1), PAUSE_SECONDS_MAX),
              ),
            };
  await withWorkspace({ workspaceId }, (tx) =>
    tx
      .update(outbox)
      .set(change)
      .where(
        and(
          eq(outbox.workspaceId, workspaceId),
          eq(outbox.id, row.id),
          eq(outbox.attempts, row.attempts),
        ),
      ),
  );
}
