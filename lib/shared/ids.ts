/** Ids are version 7 UUIDs (RFC 9562): made in code, ordered by time. */

let last = 0n;

/** A new id. Within one process ids never go backwards, also inside one millisecond. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  let stamp =
    (BigInt(Date.now()) << 12n) | (BigInt((random[0] ?? 0) & 0x0f) << 8n) | BigInt(random[1] ?? 0);
  if (stamp <= last) {
    stamp = last + 1n;
  }
  last = stamp;
  const time = (stamp >> 12n).toString(16).padStart(12, "0");
  const sub = (stamp & 0xfffn).toString(16).padStart(3, "0");
  const variant = (((random[2] ?? 0) & 0x3f) | 0x80).toString(16).padStart(2, "0");
  const tail = Array.from(random.slice(3), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sub}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether text can be an id at all; what is not must answer like an unknown id, not like an error. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
