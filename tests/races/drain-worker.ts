import { setTimeout as wait } from "node:timers/promises";
import { drainOutbox } from "@/lib/background/drain";

/** A process that drains the outbox of DATABASE_URL until it is killed, which is what it is for. */
async function main(): Promise<void> {
  for (;;) {
    await drainOutbox();
    await wait(20);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
