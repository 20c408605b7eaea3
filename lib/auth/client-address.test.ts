import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

const from = (text: string) => clientAddress(new Headers({ "x-forwarded-for": text }));

describe("clientAddress", () => {
  it("takes the entry that the nearest proxy wrote, not what the sender claims", () => {
    expect(from("1.1.1.1, 203.0.113.9")).toBe("203.0.113.9");
  });

  it("counts an IPv6 network of 64 bits as one address", () => {
    expect(from("2001:db8:1:2:aaaa:bbbb:cccc:dddd")).toBe(from("2001:db8:1:2::1"));
    expect(from("2001:db8:1:3::1")).not.toBe(from("2001:db8:1:2::1"));
  });

  it("reads an IPv4 address in an IPv6 coat as itself", () => {
    expect(from("::ffff:203.0.113.9")).toBe("203.0.113.9");
  });

  it("has one name for all whose address is not known", () => {
    expect(clientAddress(new Headers())).toBe("unknown");
  });
});
