/** The real drain in a process of its own, for as long as it lives. It begins when it is told to on its input. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { drainOutbox } from "@/lib/background/drain";

process.stdout.write("ready\n");
await once(process.stdin, "data");
for (;;) {
  await drainOutbox();
  await wait(5);
}
