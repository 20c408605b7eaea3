/** Decides which network addresses may be told of events: only those that belong to the public internet. */
import { BlockList, isIP } from "node:net";

/** Special-purpose ranges of RFC 6890 and its updates, with multicast and what embeds an IPv4 address. */
const NOT_PUBLIC = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
/** Public unicast of IPv6 is 2000::/3; these parts of it are not. */
const NOT_PUBLIC_6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const blocked = new BlockList();
for (const [net, prefix] of NOT_PUBLIC) {
  blocked.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of NOT_PUBLIC_6) {
  blocked.addSubnet(net, prefix, "ipv6");
}
const unicast = new BlockList();
unicast.addSubnet("2000::", 3, "ipv6");
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export const PRIVATE = "The address leads into a private network, where nothing is sent.";

/** Whether an IP address may be connected to; `allowsLoopback` is for demos and tests on one machine. */
export function mayReach(address: string, allowsLoopback: boolean): boolean {
  const family = isIP(address);
  if (family === 0) {
    return false;
  }
  const kind = family === 4 ? "ipv4" : "ipv6";
  if (allowsLoopback && loopback.check(address, kind)) {
    return true;
  }
  return family === 4
    ? !blocked.check(address, "ipv4")
    : unicast.check(address, "ipv6") && !blocked.check(address, "ipv6");
}

/** The same for the host of a URL before it is looked up: a name may lead anywhere, but `localhost` only here. */
export function mayAsk(hostname: string, allowsLoopback: boolean): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0
    ? allowsLoopback || !/(^|\.)localhost\.?$/.test(host)
    : mayReach(host, allowsLoopback);
}
