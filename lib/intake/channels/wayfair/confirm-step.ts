/** Decides what comes next in telling Wayfair of a shipment: look, accept the order, send the notice, wait for its end. */
import { z } from "zod";

const stepSchema = z.discriminatedUnion("step", [
  /** The order waits for its acceptance; transactions known before it are not ours. */
  z.object({ step: z.literal("accept"), known: z.array(z.string()) }),
  /** Nothing but the notice may add a transaction now: one that is not known is the notice, though its reply was lost. */
  z.object({ step: z.literal("send"), known: z.array(z.string()) }),
  z.object({ step: z.literal("sent"), transaction: z.string() }),
]);

/** What is kept between two calls, before anything is sent: a killed process is continued from it. */
export type ConfirmStep = z.output<typeof stepSchema> | { readonly step: "begin" };

export function readStep(handle: string | null): ConfirmStep {
  if (handle === null) {
    return { step: "begin" };
  }
  try {
    return stepSchema.safeParse(JSON.parse(handle)).data ?? { step: "begin" };
  } catch {
    // Nobody else writes handles; beginning again only looks.
    return { step: "begin" };
  }
}

export function stepHandle(step: ConfirmStep): string {
  return JSON.stringify(step);
}
