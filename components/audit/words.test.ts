import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/source-tree";
import { actionsOf, actText, changeTexts } from "./words";

const money = { currency: "EUR", locale: "en-GB" };

it("says what was done in words", () => {
  expect(actText("user_invited", "ana@acme.example", { role: "operator" })).toBe(
    "invited ana@acme.example as Operator",
  );
  expect(actText("role_changed", "ben@acme.example", { before: "viewer", after: "owner" })).toBe(
    "made ben@acme.example Owner (was Viewer)",
  );
  expect(actText("carrier_added", "DHL", {})).toBe("carrier added: DHL");
});

it("says what became of an expected receipt", () => {
  const said = (action: string, data = {}) => actText(action, "PO-77 of OAK", data);
  expect(said("receipt_expected", { quantity: "5" })).toBe("expects 5 with PO-77 of OAK");
  expect(said("receipt_received", { quantity: "2" })).toBe("received 2 with PO-77 of OAK");
  expect(said("receipt_closed", { left: "3" })).toBe(
    "expects no more of PO-77 of OAK (3 were left)",
  );
  expect(said("receipt_reopened", { left: "3" })).toBe("expects the other 3 of PO-77 of OAK again");
});

it("has words for every act that is written down", () => {
  const written = sourceFiles().flatMap(({ text }) =>
    [...text.matchAll(/audit\(tx, ctx, \{\s*action: "([a-z_]+)"/g)].map(
      ([, action = ""]) => action,
    ),
  );
  expect(written.length).toBeGreaterThan(10);
  expect(
    written.filter((action) => actText(action, "", {}).startsWith(action.replaceAll("_", " "))),
  ).toEqual([]);
});

it("says each changed field before and after", () => {
  const changes = {
    unitPriceMinor: [null, 1250],
    tracked: [false, true],
    dueOn: ["2026-06-12", "2026-06-20"],
    notes: ["x".repeat(200), ""],
  };
  expect(changeTexts({ changes }, money)).toEqual([
    { field: "Unit price", before: "nothing", after: "€12.50" },
    { field: "Stock is tracked", before: "no", after: "yes" },
    { field: "Due", before: "Fri, 12 Jun 2026", after: "Sat, 20 Jun 2026" },
    { field: "notes", before: `${"x".repeat(119)}…`, after: "nothing" },
  ]);
  expect(changeTexts({}, money)).toEqual([]);
  expect(changeTexts({ changes: "forged" }, money)).toEqual([]);
});

it("knows the actions of a kind, and no others", () => {
  expect(actionsOf("automation")).toEqual(["policy_saved"]);
  expect(actionsOf("nonsense")).toBeNull();
  expect(actionsOf(undefined)).toBeNull();
});
