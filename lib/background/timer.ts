import "server-only";
import { doDueWork } from "./work";

const PAUSE_MS = 2_000;

declare global {
  /** One per process, whatever hot reload does. */
  var orderflowTimer: NodeJS.Timeout | undefined;
}

/** Lets a long-running process do the due work by itself, every two seconds, never twice at once. */
export function startBackgroundWork(): void {
  if (globalThis.orderflowTimer !== undefined) {
    return;
  }
  const again = () => {
    globalThis.orderflowTimer = setTimeout(run, PAUSE_MS);
    globalThis.orderflowTimer.unref();
  };
  const run = () => {
    doDueWork().then(again, (error: unknown) => {
      process.stderr.write(`Background work failed and goes on: ${String(error)}\n`);
      again();
    });
  };
  again();
}
