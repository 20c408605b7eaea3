import "server-only";
import { drainOutbox } from "./drain";

export type WorkDone = { readonly outbox: number };

/** Does what is due now, in every workspace: called by the timer of a Node process and by the cron route. */
export async function doDueWork(): Promise<WorkDone> {
  return { outbox: await drainOutbox() };
}
