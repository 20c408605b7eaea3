import "server-only";
import { LOOPS } from "./work";

const PAUSE_MS = 2_000;

declare global {
  /** One set per process, whatever hot reload does. */
  var orderflowTimers: Map<number, NodeJS.Timeout> | undefined;
}

/** Lets a long-running process do the due work by itself, every two seconds, no loop twice at once. */
export function startBackgroundWork(): void {
  if (globalThis.orderflowTimers !== undefined) {
    return;
  }
  const timers = new Map<number, NodeJS.Timeout>();
  globalThis.orderflowTimers = timers;
  for (const [index, work] of LOOPS.entries()) {
    const again = () => {
      const timer = setTimeout(run, PAUSE_MS);
      timer.unref();
      timers.set(index, timer);
    };
    const run = () => {
      work().then(again, (error: unknown) => {
        process.stderr.write(`Background work failed and goes on: ${String(error)}\n`);
        again();
      });
    };
    again();
  }
}
