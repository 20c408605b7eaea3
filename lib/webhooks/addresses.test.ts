import { expect, test } from "vitest";
import { mayAsk, mayReach } from "./addresses";

test.each([
  ["93.184.215.14", true],
  ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", true],
  ["10.0.0.1", false],
  ["172.16.0.1", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["127.0.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::1", false],
  ["::", false],
  ["::ffff:93.184.215.14", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::a00:1", false],
  ["fc00::1", false],
  ["fe80::1", false],
  ["2002:7f00:1::", false],
  ["2001:db8::1", false],
  ["localhost", false],
])("%s may be reached: %s", (address, may) => {
  expect(mayReach(address, false)).toBe(may);
});

test("a demo may reach its own machine and no further", () => {
  expect(["127.0.0.1", "::1"].map((address) => mayReach(address, true))).toEqual([true, true]);
  expect(mayReach("10.0.0.1", true)).toBe(false);
});

test.each([
  ["https://hooks.example/orders", true],
  ["https://93.184.215.14/", true],
  ["https://localhost.example/", true],
  ["https://localhost/", false],
  ["https://localhost./", false],
  ["https://shop.localhost/", false],
  ["https://0x7f.1/", false],
  ["https://2130706433/", false],
  ["https://[::ffff:127.0.0.1]/", false],
  ["https://[fd00::1]/", false],
])("%s may be asked before its name is looked up: %s", (url, may) => {
  expect(mayAsk(new URL(url).hostname, false)).toBe(may);
});

test("a demo may ask its own machine by name, and no other one by a private address", () => {
  expect(mayAsk("localhost", true)).toBe(true);
  expect(mayAsk("0.0.0.0", true)).toBe(false);
});
