import "server-only";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { forgetBodies } from "@/lib/intake/ledger-commands";
import { runPolls } from "@/lib/intake/polls";
import { drainOutbox } from "./drain";

export type WorkDone = {
  readonly polls: number;
  readonly deliveries: number;
  readonly outbox: number;
};

/** Does what is due now, in every workspace: called by the timer of a Node process and by the cron route. */
export async function doDueWork(): Promise<WorkDone> {
  // A channel that answers slowly holds up nothing else.
  const polls = runPolls();
  const [deliveries, outbox] = await Promise.all([
    drainDeliveries(),
    drainOutbox(),
    forgetBodies(),
  ]);
  return { polls: await polls, deliveries, outbox };
}
