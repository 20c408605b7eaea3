import { expect, it } from "vitest";
import { may, PERMISSIONS } from "./permissions";

it("grants each role what the table says", () => {
  const table = Object.entries(PERMISSIONS).map(
    ([permission, roles]) => `${permission}: ${roles.join(" ")}`,
  );
  expect(table).toMatchInlineSnapshot(`
    [
      "orders.read: owner admin operator viewer",
      "orders.write: owner admin operator",
      "orders.move: owner admin operator",
      "shipments.write: owner admin operator",
      "documents.read: owner admin operator viewer",
      "documents.print: owner admin operator",
      "asn.send: owner admin operator",
      "invoices.write: owner admin operator",
      "production.read: owner admin operator viewer",
      "production.write: owner admin operator",
      "imports.read: owner admin operator viewer",
      "imports.write: owner admin operator",
      "stock.read: owner admin operator viewer",
      "stock.write: owner admin operator",
      "clients.read: owner admin operator viewer",
      "clients.write: owner admin",
      "products.read: owner admin operator viewer",
      "products.write: owner admin",
      "automation.read: owner admin operator viewer",
      "automation.write: owner admin",
      "intake.read: owner admin operator viewer",
      "intake.write: owner admin operator",
      "connections.read: owner admin",
      "connections.write: owner admin",
      "api.read: owner admin",
      "api.write: owner admin",
      "messages.read: owner admin operator viewer",
      "messages.write: owner admin operator",
      "tracking.write: owner admin operator",
      "users.read: owner admin",
      "users.write: owner admin",
      "workspace.read: owner admin",
      "workspace.write: owner admin",
      "audit.read: owner admin",
      "portal.read: client",
      "settings.read: owner admin operator viewer",
      "account.write: owner admin operator viewer client",
      "workspace.switch: owner admin operator viewer client",
    ]
  `);
});

it("lets nobody in by a role that the table does not name", () => {
  expect(may("viewer", "orders.read")).toBe(true);
  expect(may("viewer", "orders.write")).toBe(false);
  expect(may("client", "orders.read")).toBe(false);
});
