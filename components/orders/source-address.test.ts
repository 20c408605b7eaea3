import { expect, test } from "vitest";
import { sourceAddress } from "./source-address";

test.each([
  [{ kind: "product", id: "p1" }, "/products/p1#open-orders"],
  [{ kind: "receipt", id: "r1" }, "/stock/receipts/r1"],
  [{ kind: "production", number: "MO-104" }, "/production/MO-104"],
  [{ kind: "shipment", number: "SH-1001" }, "/orders/SO-1#SH-1001"],
  [{ kind: "invoice", number: "INV-7" }, "/orders/SO-1#INV-7"],
  [{ kind: "payments" }, "/orders/SO-1#accounts"],
  [{ kind: "order", number: "A/B" }, "/orders/A%2FB"],
] as const)("a number that comes from %j leads to %s", (source, address) => {
  expect(sourceAddress(source, "SO-1")).toBe(address);
});
