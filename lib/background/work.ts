import "server-only";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { drainOutbox } from "./drain";

export type WorkDone = { readonly deliveries: number; readonly outbox: number };

/** Does what is due now, in every workspace: called by the timer of a Node process and by the cron route. */
export async function doDueWork(): Promise<WorkDone> {
  return { deliveries: await drainDeliveries(), outbox: await drainOutbox() };
}
