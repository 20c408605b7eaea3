import "server-only";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { forgetBodies } from "@/lib/intake/ledger-commands";
import { runPolls } from "@/lib/intake/polls";
import { forgetWebhooks } from "@/lib/webhooks/forget";
import { drainQuick, drainSlow } from "./drain";
import { makeEventYears } from "./event-years";
import { forgetWork } from "./forget";

export type WorkDone = {
  readonly polls: number;
  readonly deliveries: number;
  readonly outbox: number;
};

/**
 * Does what is due now, in every workspace: called by the cron route. What the quick work made for the slow one
 * is not left for the clock's next call.
 */
export async function doDueWork(): Promise<WorkDone> {
  const [work, slow] = await Promise.all([doQuickWork(), drainSlow()]);
  const made = await drainSlow();
  return { ...work, outbox: work.outbox + slow + made };
}

/** What a process that stays does over and over, each without waiting for the others. */
export const LOOPS: readonly (() => Promise<unknown>)[] = [doQuickWork, drainSlow];

async function doQuickWork(): Promise<WorkDone> {
  // All at once: a channel that answers slowly holds up nothing else, and whatever fails is heard here.
  const [polls, deliveries, outbox] = await Promise.all([
    runPolls(),
    drainDeliveries(),
    drainQuick(),
    forgetBodies(),
    forgetWebhooks(),
    forgetWork(),
    makeEventYears(),
  ]);
  return { polls, deliveries, outbox };
}
