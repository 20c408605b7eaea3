/** Lets two commands meet at an exact place: one stops before a statement, the other runs until it ends or waits. */
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { sqlState } from "@/db/errors";
import { watching } from "../faults/statements";

/** Longer than anything that does not wait for the one that stopped takes. */
const PATIENCE_MS = 20_000;

type Meeting<T> = {
  readonly replies: readonly [T, T];
  /** False where the first ended before it came to the place. */
  readonly met: boolean;
  /** Deadlocks and the like, which the commands dealt with themselves. */
  readonly conflicts: readonly string[];
};

/** Runs `first` to its statement `place` (from 1), then `second` as far as it comes, then both to their ends. */
export async function meet<T>(
  admin: pg.Pool,
  place: number,
  first: () => Promise<T>,
  second: () => Promise<T>,
): Promise<Meeting<T>> {
  const stopped = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const conflicts: string[] = [];
  const noting = (send: () => Promise<unknown>) =>
    send().catch((error: unknown) => {
      conflicts.push(
        ...[sqlState(error)].filter((state) => state === "40P01" || state === "40001"),
      );
      throw error;
    });
  let sent = 0;
  const one = watching(async ({ send }) => {
    sent += 1;
    if (sent === place) {
      stopped.resolve();
      await goOn.promise;
    }
    return noting(send);
  }, first);
  await Promise.race([stopped.promise, one]);
  const met = sent >= place;
  const other = watching(({ send }) => noting(send), second);
  await comesToRest(admin, other);
  goOn.resolve();
  return { replies: await Promise.all([one, other]), met, conflicts };
}

/** Waits until the work has ended or a connection of the product waits for a lock. */
async function comesToRest(admin: pg.Pool, work: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  for (const until = Date.now() + PATIENCE_MS; !ended && Date.now() < until; await pause(2)) {
    const { rows } = await admin.query<{ waiting: number }>(`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and application_name = 'orderflow' and wait_event_type = 'Lock'`);
    if ((rows[0]?.waiting ?? 0) > 0) {
      return;
    }
  }
}
