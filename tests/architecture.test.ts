import { describe, expect, test } from "vitest";
import { type Edge, importEdges, type SourceFile, sourceFiles } from "./source-tree";

/** Left is unaware of right. */
const DOMAINS = [
  "shared",
  "mail",
  "workspaces",
  "auth",
  "clients",
  "products",
  "stock",
  "orders",
  "production",
  "shipments",
  "documents",
  "asn",
  "invoices",
  "moves",
  "automation",
  "intake",
  "messages",
  "admin",
  "api",
  "webhooks",
  "background",
];

/** The two places that know each other on purpose: a context carries a role, a role is read in a context. */
const ALLOWED_BACK = new Set(["lib/workspaces/check-start.ts"]);

/** Below this many the reader is broken, not the tree small. */
const EDGES_MIN = 500;

const files = sourceFiles();
const edges = importEdges(files);
const byPath = new Map(files.map((file) => [file.path, file]));

const domainOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? null;
const isServerOnly = (file: SourceFile) => /^import "server-only";/m.test(file.text);
const isActions = (file: SourceFile) => /^"use server";/.test(file.text);
const isClient = (file: SourceFile) => /^"use client";/.test(file.text);
const isPure = (file: SourceFile) =>
  file.path.startsWith("lib/") && !isServerOnly(file) && !isActions(file);
const show = (edge: Edge) => `${edge.from} -> ${edge.to}`;

test("the reader sees the tree", () => {
  expect(edges.length).toBeGreaterThan(EDGES_MIN);
  expect(edges.map(show)).toContain("lib/orders/move.ts -> lib/orders/lifecycle.ts");
});

describe("imports", () => {
  test("go from right to left between the domains", () => {
    const wrong = edges.filter((edge) => {
      const [from, to] = [domainOf(edge.from), domainOf(edge.to)];
      return (
        from !== null &&
        to !== null &&
        !edge.typeOnly &&
        !ALLOWED_BACK.has(edge.from) &&
        DOMAINS.indexOf(from) < DOMAINS.indexOf(to)
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test("know every domain", () => {
    const found = new Set(files.flatMap((file) => domainOf(file.path) ?? []));
    expect([...found].filter((domain) => !DOMAINS.includes(domain))).toEqual([]);
  });

  test("of a pure module are pure modules", () => {
    const wrong = edges.filter((edge) => {
      const [from, to] = [byPath.get(edge.from), byPath.get(edge.to)];
      return from && to && isPure(from) && !edge.typeOnly && !isPure(to);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test("never lead from decisions and data to what is shown", () => {
    const wrong = edges.filter(
      (edge) =>
        (/^(lib|db)\//.test(edge.from) && /^(app|components)\//.test(edge.to)) ||
        (edge.from.startsWith("components/") && edge.to.startsWith("app/")),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test("of components never reach the database or a command", () => {
    const wrong = edges.filter((edge) => {
      const to = byPath.get(edge.to);
      return (
        edge.from.startsWith("components/") &&
        !edge.typeOnly &&
        (edge.to.startsWith("db/") || (to !== undefined && isServerOnly(to)))
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test("of primitives know nothing about orders", () => {
    const wrong = edges.filter(
      (edge) =>
        /^components\/(ui|data-table)\//.test(edge.from) &&
        !/^(components\/(ui|data-table)\/|lib\/shared\/)/.test(edge.to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test("of tables are pure modules and other tables", () => {
    const wrong = edges.filter((edge) => {
      const to = byPath.get(edge.to);
      const fits = edge.to.startsWith("db/schema/") || (to !== undefined && isPure(to));
      return edge.from.startsWith("db/schema/") && !fits;
    });
    expect(wrong.map(show)).toEqual([]);
  });
});

test("a module for Workers stands in for the one beside it, export by export", () => {
  const namesOf = (file: SourceFile) =>
    [...file.text.matchAll(/^export (?:async )?(?:function|const|class|type) (\w+)/gm)].map(
      ([, name = ""]) => name,
    );
  const standIns = files.filter(({ path }) => path.endsWith(".workers.ts"));
  expect(standIns.length).toBeGreaterThan(3);
  for (const standIn of standIns) {
    const original = byPath.get(standIn.path.replace(".workers.ts", ".ts"));
    expect(original, standIn.path).toBeDefined();
    expect(original ? namesOf(original) : []).toEqual(expect.arrayContaining(namesOf(standIn)));
  }
});

describe("doors", () => {
  const GUARDED =
    /^export const \w+(?::[^=]+)?\s*=\s*(guardedAction|guardedForm|publicAction|publicForm)\b/;

  test("every server action is built by a guard", () => {
    const exports = files
      .filter(isActions)
      .flatMap((file) => file.text.match(/^export (?!type)[^\n]*(?:\n[^\n]*)?/gm) ?? []);
    expect(exports.length).toBeGreaterThan(12);
    expect(exports.filter((text) => !GUARDED.test(text))).toEqual([]);
  });

  test("no server action hides inside another file", () => {
    const inline = files.filter((file) => !isActions(file) && /^\s+"use server";/m.test(file.text));
    expect(inline.map((file) => file.path)).toEqual([]);
  });

  /** Open to everybody on purpose, or guarded by a mechanism of their own that is tested by itself. */
  const OWN_GUARD = new Set([
    "app/api/auth/[...nextauth]/route.ts",
    "app/api/health/route.ts",
    "app/api/ready/route.ts",
    "app/api/v1/[...route]/route.ts",
    "app/docs/api/route.ts",
  ]);

  test("every route handler is built by a guard", () => {
    const routes = files.filter((file) => /^app\/.*\/route\.ts$/.test(file.path));
    expect(routes.length).toBeGreaterThan(4);
    const open = routes.filter((file) => {
      const handlers =
        file.text.match(/export (?:const|async function|function) [A-Z]+\b[^\n]*/g) ?? [];
      const guarded = handlers.every((handler) =>
        /=\s*(guarded\w*Route|fileRoute)\b/.test(handler),
      );
      return !OWN_GUARD.has(file.path) && (handlers.length === 0 || !guarded);
    });
    expect(open.map((file) => file.path)).toEqual([]);
  });

  test("every page of a workspace and of the portal asks for a permission itself", () => {
    const guards = new Set(
      files.filter((file) => file.text.includes("requireContext(")).map((file) => file.path),
    );
    const pages = files.filter((file) =>
      /^app\/\((workspace|portal)\)\/.*\/page\.tsx$/.test(file.path),
    );
    expect(pages.length).toBeGreaterThan(5);
    const open = pages.filter(
      (page) =>
        !guards.has(page.path) &&
        !edges.some(
          (edge) => edge.from === page.path && guards.has(edge.to) && edge.to.startsWith("app/"),
        ),
    );
    expect(open.map((page) => page.path)).toEqual([]);
  });

  test("no component of the browser imports what runs on the server", () => {
    const wrong = edges.filter((edge) => {
      const [from, to] = [byPath.get(edge.from), byPath.get(edge.to)];
      return from && to && isClient(from) && !edge.typeOnly && isServerOnly(to);
    });
    expect(wrong.map(show)).toEqual([]);
  });
});

test("no file is longer than 400 lines", () => {
  const long = files.filter((file) => file.text.split("\n").length > 400);
  expect(long.map((file) => file.path)).toEqual([]);
});
