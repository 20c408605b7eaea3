import fc from "fast-check";
import { expect, it } from "vitest";
import { packageReference } from "./notice";

it("takes the digits of our shipment's number as Amazon's package reference", () => {
  expect(["SH-1042", "LS/2026-0007", "A-000"].map(packageReference)).toEqual([
    "1042",
    "20260007",
    expect.stringMatching(/^[1-9]\d*$/),
  ]);
});

it("makes a positive number of every shipment's number, the same at every try", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), (shipment) => {
      expect(packageReference(shipment)).toMatch(/^[1-9]\d*$/);
      expect(packageReference(shipment)).toBe(packageReference(shipment));
    }),
  );
});
