/** Decides whether two deliveries of an order say the same: by a hash of what they say, whatever the order of its keys. */
import { createHash } from "node:crypto";
import type { OrderInput } from "@/lib/orders/input";

/** SHA-256, in hexadecimal, of the input's canonical JSON: keys sorted, what is not said left out. */
export function intakeHash(input: OrderInput): string {
  const { createIfMissing: _wish, ...client } = input.client;
  return createHash("sha256")
    .update(JSON.stringify(canonical({ ...input, client })))
    .digest("hex");
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, canonical(part)]),
  );
}
