import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { deliveries } from "@/db/schema/channels";
import { isOnWorkers } from "@/lib/shared/cloudflare";
import { provedWorkspace, withoutWorkspace, withWorkspace } from "@/lib/workspaces/context";
import { handleDelivery } from "./handle-delivery";

/** How many deliveries one claim takes, and how long they are its own: longer than handling all of them takes. */
const CLAIM = 40;
const LEASE_SECONDS = 120;
/** Handled at once: few enough to leave connections for those who wait for an answer. */
const PARALLEL = 4;
/** Tries before a person must look, and the pause after the first failure; each further one doubles it. */
const ATTEMPTS_MAX = 8;
const PAUSE_SECONDS = 5;
const ERROR_MAX = 500;

type Claimed = { id: string; workspace_id: string; attempts: number };

/**
 * Handles stored deliveries until none is due or `rounds` claims were made; answers how many. One that
 * fails waits for its next try, and after the last one for a person: none holds up another.
 */
export async function drainDeliveries({ rounds = 25 }: { readonly rounds?: number } = {}) {
  let handled = 0;
  for (let round = 0; round < rounds; round += 1) {
    const claimed = await claim();
    const waiting = [...claimed];
    const work = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        await handle(one);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    handled += claimed.length;
    if (claimed.length < CLAIM) {
      break;
    }
  }
  return handled;
}

let running: Promise<unknown> | null = null;
let isAskedAgain = false;

/**
 * Handles what is stored soon after an answer: one drain a process, however many calls come in. On
 * Workers each request drains for itself, because none may wait for another's.
 */
export function drainSoon(): Promise<unknown> {
  if (isOnWorkers()) {
    return drainDeliveries({ rounds: 1 });
  }
  isAskedAgain = true;
  running ??= (async () => {
    try {
      while (isAskedAgain) {
        isAskedAgain = false;
        await drainDeliveries();
      }
    } finally {
      running = null;
    }
  })();
  return running;
}

async function claim(): Promise<Claimed[]> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<Claimed>(
      sql`select * from deliveries_claim(${CLAIM}, ${LEASE_SECONDS}) order by id`,
    );
    return rows;
  });
}

async function handle({ id, workspace_id, attempts }: Claimed): Promise<void> {
  const workspaceId = provedWorkspace(workspace_id);
  try {
    await handleDelivery(workspaceId, id);
  } catch (error) {
    const now = new Date();
    const pause = PAUSE_SECONDS * 2 ** (attempts - 1);
    const reasonData = { error: messageOf(error), attempts };
    await withWorkspace({ workspaceId }, (tx) =>
      tx
        .update(deliveries)
        .set(
          attempts >= ATTEMPTS_MAX
            ? { fate: "quarantined", reason: "failed", reasonData, handledAt: now }
            : {
                reason: "waiting",
                reasonData,
                availableAt: new Date(now.getTime() + pause * 1000),
              },
        )
        .where(
          and(
            eq(deliveries.workspaceId, workspaceId),
            eq(deliveries.id, id),
            eq(deliveries.attempts, attempts),
            isNull(deliveries.handledAt),
          ),
        ),
    );
  }
}

/** The innermost cause: a database error's own words, without the statement around them. */
function messageOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) {
    innermost = innermost.cause;
  }
  const message = innermost instanceof Error ? innermost.message : String(innermost);
  return message.slice(0, ERROR_MAX);
}
