import { expect, it } from "vitest";
import { changesOf } from "./changes";

it("keeps the fields that differ, before and after", () => {
  expect(changesOf({ name: "A", paper: "a4", id: 1 }, { name: "B", paper: "a4" })).toEqual({
    name: ["A", "B"],
  });
});

it("writes addresses, lists and people as one text, and takes nothing for null", () => {
  const before = { shipTo: null, contacts: [], facts: ["a"], note: undefined };
  const after = {
    shipTo: { name: "Acme", line1: "Main St", line2: null, city: "York" },
    contacts: [
      { name: "Ana", email: "ana@acme.example" },
      { name: "Ben", email: null },
    ],
    facts: ["a", "b"],
    note: "",
  };
  expect(changesOf(before, after)).toEqual({
    shipTo: [null, "Acme, Main St, York"],
    contacts: [null, "Ana, Ben"],
    facts: ["a", "a, b"],
  });
});

it("takes an address for the same, in whatever order its parts come", () => {
  const stored = { city: "York", name: "Acme", line1: "Main St", country: "GB", postalCode: "1" };
  const sent = { name: "Acme", line1: "Main St", line2: null, city: "York", postalCode: "1" };
  expect(changesOf({ shipTo: stored }, { shipTo: { ...sent, country: "GB" } })).toEqual({});
});

it("of something new keeps what it holds", () => {
  expect(changesOf(null, { code: "ACME", name: null })).toEqual({ code: [null, "ACME"] });
});
