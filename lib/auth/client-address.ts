/** Decides which network address a request came from. */

/**
 * The last entry of X-Forwarded-For: the one that the nearest proxy, or the server itself, wrote.
 * Entries before it are whatever the sender claimed.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",");
  const address = (entries.at(-1) ?? "").trim().toLowerCase();
  return networkOf(address) || "unknown";
}

/** One household or host has a whole /64 of IPv6 to guess from, so it counts as one address. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) {
    return plain;
  }
  const [head = "", tail = ""] = plain.split("::");
  const before = head ? head.split(":") : [];
  const after = tail ? tail.split(":") : [];
  const zeros = Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill("0"), ...after].slice(0, 4).join(":");
}
