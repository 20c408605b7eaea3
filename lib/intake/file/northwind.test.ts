import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { readFile } from "@/lib/intake/file/testing";
import { orderTotals } from "@/lib/orders/input";
import { lineTotalMinor } from "@/lib/shared/money";

const SAMPLE = "../shared/samples/northwind/sales-orders.csv";

/** A decimal as a whole number of its `places`-th decimals, rounded half up, by text and BigInt only. */
function scaled(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = fraction.padEnd(places + 1, "0");
  const up = Number(digits[places]) >= 5 ? 1n : 0n;
  return BigInt(whole + digits.slice(0, places)) + up;
}

describe.skipIf(!existsSync(SAMPLE))("the Northwind file", () => {
  const bytes = existsSync(SAMPLE) ? readFileSync(SAMPLE) : new Uint8Array();
  const source: Record<string, string>[] = parse(bytes, { columns: true });
  // The tests are skipped without the file, and yet this is read then.
  const { orders, rejected, warnings }: ReturnType<typeof readFile> = existsSync(SAMPLE)
    ? readFile(bytes)
    : { orders: [], rejected: [], warnings: [] };

  it("comes in whole: 830 orders, 2,155 lines, nothing rejected and nothing to warn of", () => {
    expect(rejected).toEqual([]);
    expect(warnings).toEqual([]);
    expect(orders.length).toBe(830);
    expect(orders.reduce((sum, { input }) => sum + input.lines.length, 0)).toBe(2155);
  });

  it("has every line's and every order's total right to the cent", () => {
    const goods = new Map<string, bigint>();
    const freight = new Map<string, bigint>();
    for (const row of source) {
      const id = row.OrderID ?? "";
      const price = scaled(row.UnitPrice ?? "", 2);
      const kept = 1_000_000n - scaled(row.Discount ?? "", 6);
      const line = (BigInt(row.Quantity ?? "") * price * kept + 500_000n) / 1_000_000n;
      goods.set(id, (goods.get(id) ?? 0n) + line);
      freight.set(id, scaled(row.Freight ?? "", 2));
    }
    for (const { input } of orders) {
      const id = input.externalId ?? "";
      const { subtotalMinor, totalMinor } = orderTotals(input);
      expect([id, BigInt(subtotalMinor)]).toEqual([id, goods.get(id)]);
      expect([id, BigInt(totalMinor)]).toEqual([
        id,
        (goods.get(id) ?? 0n) + (freight.get(id) ?? 0n),
      ]);
    }
  });

  it("keeps what each row says", () => {
    const lines = orders.flatMap(({ input, rows }) =>
      input.lines.map((line, index) => ({ input, line, row: source[(rows[index] ?? 0) - 2] })),
    );
    for (const { input, line, row } of lines) {
      expect({
        OrderID: input.externalId,
        CustomerID: input.client.code,
        CompanyName: input.client.name,
        OrderDate: input.orderedOn,
        RequiredDate: input.deliverByOn,
        ShipName: input.shipTo?.name,
        ShipAddress: input.shipTo?.line1,
        ShipCity: input.shipTo?.city,
        ShipRegion: input.shipTo?.region ?? "",
        ShipPostalCode: input.shipTo?.postalCode,
        ShipCountry: input.shipTo?.country,
        ProductID: line.sku,
        ProductName: line.name,
        Quantity: String(line.quantity / 1000),
      }).toEqual({
        OrderID: row?.OrderID,
        CustomerID: row?.CustomerID,
        CompanyName: row?.CompanyName,
        OrderDate: row?.OrderDate,
        RequiredDate: row?.RequiredDate,
        ShipName: row?.ShipName,
        ShipAddress: row?.ShipAddress,
        ShipCity: row?.ShipCity,
        ShipRegion: row?.ShipRegion,
        ShipPostalCode: row?.ShipPostalCode,
        ShipCountry:
          row?.ShipCountry?.length === 2 ? row.ShipCountry.toUpperCase() : row?.ShipCountry,
        ProductID: row?.ProductID,
        ProductName: row?.ProductName,
        Quantity: row?.Quantity,
      });
    }
    expect(
      lines.every(
        ({ line }) => lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountMinor) >= 0,
      ),
    ).toBe(true);
  });
});
