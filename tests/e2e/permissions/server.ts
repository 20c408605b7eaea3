import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../../free-port";
import { startPostgres } from "../../postgres-server";
import { ended, fillLikeTheDemo, serveBuild, serverEnvironment } from "../served";

export type ProbedServer = {
  readonly origin: string;
  readonly db: pg.Client;
  readonly stop: () => Promise<void>;
};

/** Serves the build over a real Postgres of its own with demo data, so that the test can read what the server wrote. */
export async function startProbedServer(): Promise<ProbedServer> {
  const postgres = await startPostgres();
  const port = await freePort();
  const admin = new pg.Client(`${postgres.address}/postgres`);
  await admin.connect();
  await admin.query("create database probed");
  await admin.end();
  const env = {
    ...serverEnvironment("", String(port)),
    DATABASE_URL: `${postgres.address}/probed`,
    DEMO_ORDERS: "40",
    SIGN_UP: "on",
  };
  await fillLikeTheDemo(env);
  const server = await serveBuild(env);
  const db = new pg.Client(env.DATABASE_URL);
  await db.connect();
  return {
    origin: `http://localhost:${port}`,
    db,
    stop: async () => {
      await db.end();
      await ended(server);
      await postgres.stop();
    },
  };
}

export const ROLES = ["owner", "admin", "operator", "viewer", "client"] as const;
export type Role = (typeof ROLES)[number];

const ACCOUNTS: Record<Role, string> = {
  owner: "owner@oakline.example",
  admin: "admin@oakline.example",
  operator: "operator@oakline.example",
  viewer: "viewer@oakline.example",
  client: "buyer@acme.example",
};

/** Signs in through the sign-in action and answers the session's cookie. */
export async function cookieOf(origin: string, email: string): Promise<string> {
  const signIn = actionsOfBuild().find((action) => action.name === "signInAction");
  const answer = await fetch(`${origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "next-action": signIn?.id ?? "",
      "content-type": "text/plain;charset=UTF-8",
      origin,
    },
    body: JSON.stringify([null, { email, password: "orderflow-demo", callbackUrl: "/" }]),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .find((pair) => pair.includes("orderflow.session="));
  if (cookie === undefined) {
    throw new Error(`${email} could not sign in: ${answer.status}.`);
  }
  return cookie;
}

export async function cookiesOf(origin: string): Promise<Record<Role, string>> {
  const pairs: [Role, string][] = [];
  for (const role of ROLES) {
    pairs.push([role, await cookieOf(origin, ACCOUNTS[role])]);
  }
  // `ROLES` names each key once.
  return Object.fromEntries(pairs) as Record<Role, string>;
}

/** Gives each role an API key of Oakline, known to this test only. */
export async function apiKeysOf(db: pg.Client, workspace: string): Promise<Record<Role, string>> {
  const pairs: [Role, string][] = [];
  for (const role of ROLES) {
    const key = `of_${randomBytes(24).toString("hex")}`;
    const hash = createHash("sha256").update(key).digest("hex");
    await db.query(
      `insert into api_keys (id, workspace_id, name, prefix, last_four, key_hash, role, last_used_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, now() + interval '1 day')`,
      [workspace, `probe ${role}`, key.slice(0, 7), key.slice(-4), hash, role],
    );
    pairs.push([role, key]);
  }
  return Object.fromEntries(pairs) as Record<Role, string>;
}

/** Gives each workspace a webhook endpoint that is off, with one message: the demo has none. */
export async function addWebhooks(db: pg.Client, workspaces: readonly string[]): Promise<void> {
  for (const workspace of workspaces) {
    const { rows } = await db.query<{ id: string }>(
      `insert into webhook_endpoints
         (id, workspace_id, url, events, secret, off_since, off_reason, created_by, created_at)
       values (gen_random_uuid(), $1, 'https://hooks.example/orders', '{order.created}', 'unreadable',
         now(), 'by_hand', 'probe', now()) returning id`,
      [workspace],
    );
    await db.query(
      `insert into webhook_messages (id, workspace_id, endpoint_id, event_id, type, body, state, created_at)
       values (gen_random_uuid(), $1, $2, gen_random_uuid(), 'test', '{}', 'failed', now())`,
      [workspace, rows[0]?.id],
    );
  }
}

export type BuiltAction = {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** A page whose bundle holds the action, as its folder under `app`. */
  readonly page: string;
};

/** The server actions that the build made reachable, from Next's own manifest. */
export function actionsOfBuild(): BuiltAction[] {
  type Entry = { exportedName: string; filename: string; workers: Record<string, unknown> };
  const manifest: { node: Record<string, Entry> } = JSON.parse(
    readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  );
  return Object.entries(manifest.node).map(([id, { exportedName, filename, workers }]) => {
    const pages = Object.keys(workers).filter((page) => !page.includes("_not-found"));
    const plain = pages.find((page) => !page.includes("[")) ?? pages[0] ?? "";
    return { id, name: exportedName, file: filename, page: plain };
  });
}

/** Columns that move when somebody merely asks, and tables of guessing limits. */
const MOVES_BY_ITSELF: Record<string, string> = {
  api_keys: "last_used_at",
  connections: "next_poll_at",
};
const NOT_COUNTED = new Set(["sign_in_attempts", "rate_limits", "sign_in_links"]);

/** One hash a table over all rows of all workspaces: what changed is what differs. */
export async function digestOf(db: pg.Client): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const digest: Record<string, string> = {};
  for (const { name } of rows) {
    if (NOT_COUNTED.has(name)) {
      continue;
    }
    const left = MOVES_BY_ITSELF[name];
    const row = left ? `(to_jsonb(t) - '${left}')::text` : "t::text";
    const answer = await db.query<{ hash: string | null }>(
      `select md5(string_agg(h, '' order by h)) as hash from (select md5(${row}) as h from "${name}" t) rows`,
    );
    digest[name] = answer.rows[0]?.hash ?? "empty";
  }
  return digest;
}

/** Waits until the server's background work has nothing left to do. */
export async function quiet(db: pg.Client): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await db.query<{ open: string }>(`
      select (select count(*) from outbox where done_at is null and failed_at is null and available_at <= now())
        + (select count(*) from deliveries where handled_at is null) as open`);
    if (Number(rows[0]?.open) === 0) {
      await wait(300);
      return;
    }
    await wait(200);
  }
  throw new Error("The background work did not come to an end.");
}
