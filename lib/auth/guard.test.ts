import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accept } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { runGuarded } from "./guard";
import { isFromOwnPage } from "./guarded-route";

const Schema = z.object({
  name: z.string().min(1, "Name is missing."),
  lines: z.array(z.string()),
});
let database: TestDatabase;
let ctx: Context;
const ran: unknown[] = [];

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db, { role: "operator" });
});
afterAll(() => database.close());

const run = async (_: Context, input: z.output<typeof Schema>) => {
  ran.push(input);
  return accept(input.name);
};

describe("runGuarded", () => {
  it("refuses strangers and roles that may not, before it looks at the input", async () => {
    const input = { name: "x", lines: [] };
    expect(await runGuarded(null, "orders.write", Schema, input, run)).toEqual({
      ok: false,
      refusal: { code: "signed_out" },
    });
    expect(await runGuarded(ctx, "clients.write", Schema, {}, run)).toEqual({
      ok: false,
      refusal: { code: "not_allowed" },
    });
    expect(ran).toEqual([]);
  });

  it("names each wrong field of the input once", async () => {
    const outcome = await runGuarded(ctx, "orders.write", Schema, { name: "", lines: [1] }, run);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: {
        code: "invalid",
        issues: [{ field: "name", message: "Name is missing." }, { field: "lines.0" }],
      },
    });
    expect(ran).toEqual([]);
  });

  it("runs with the parsed input, from a form as from an object", async () => {
    const form = new FormData();
    form.append("name", "Chairs");
    form.append("lines[]", "one");
    expect(await runGuarded(ctx, "orders.write", Schema, form, run)).toEqual(accept("Chairs"));
    expect(ran).toEqual([{ name: "Chairs", lines: ["one"] }]);
  });
});

describe("isFromOwnPage", () => {
  const request = (method: string, headers: Record<string, string>) =>
    isFromOwnPage(new Request("http://localhost/x", { method, headers }));

  it("lets everyone read and only our own pages write", () => {
    const host = "orders.example";
    expect(request("GET", {})).toBe(true);
    expect(request("POST", { host, origin: "https://orders.example" })).toBe(true);
    expect(request("POST", { host, origin: "https://evil.example" })).toBe(false);
    expect(request("POST", { host, origin: "null" })).toBe(false);
    expect(request("POST", { host })).toBe(false);
  });
});
