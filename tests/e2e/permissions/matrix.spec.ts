import { expect, test } from "@playwright/test";
import {
  type ActionDoor,
  actions,
  type Door,
  endpoints,
  fileRoutes,
  isPublicPage,
  mayRole,
  pages,
} from "./doors";
import { fill, hasPlaceholder, kindOf, loadSamples, type Sample } from "./samples";
import {
  addWebhooks,
  apiKeysOf,
  cookieOf,
  cookiesOf,
  digestOf,
  type ProbedServer,
  quiet,
  ROLES,
  type Role,
  startProbedServer,
} from "./server";

type Asker = Role | "nobody";
const ASKERS: readonly Asker[] = [...ROLES, "nobody"];

/** Actions that need nothing to act, so that an allowed role would really do it. */
const ACTS_WITHOUT_INPUT = new Set([
  "signOutEverywhereAction",
  "leaveWorkspaceAction",
  "addSampleDataAction",
  "removeSampleDataAction",
]);

let server: ProbedServer;
let cookies: Record<Role, string>;
let keys: Record<Role, string>;
let samples: Record<string, Sample>;
let before: Record<string, string>;
let probes = 0;

test.describe.configure({ mode: "serial" });
test.skip(
  ({ isMobile }) => !isMobile,
  "the answers are the same on a desktop, whose half of the tests is longer",
);

test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startProbedServer();
  const { rows } = await server.db.query<{ id: string; name: string }>(
    "select id, name from workspaces order by name",
  );
  const idOf = (name: string) => rows.find((row) => row.name.startsWith(name))?.id ?? "";
  const [own, foreign] = [idOf("Oakline"), idOf("Harbor")];
  keys = await apiKeysOf(server.db, own);
  await addWebhooks(server.db, [own, foreign]);
  cookies = await cookiesOf(server.origin);
  samples = await loadSamples(server.db, own, foreign);
  await quiet(server.db);
  before = await digestOf(server.db);
});
test.afterAll(() => server?.stop());

type Asked = { readonly status: number; readonly location: string | null; readonly body: string };

async function ask(path: string, init: RequestInit = {}): Promise<Asked> {
  probes += 1;
  const answer = await fetch(`${server.origin}${path}`, { redirect: "manual", ...init });
  const body = await answer.text();
  const location = answer.headers.get("location") ?? answer.headers.get("x-action-redirect");
  return { status: answer.status, location, body };
}

const asPerson = (asker: Asker): Record<string, string> =>
  asker === "nobody" ? {} : { cookie: cookies[asker] };

const asProgram = (asker: Asker): Record<string, string> =>
  asker === "nobody" ? {} : { authorization: `Bearer ${keys[asker]}` };

/**
 * An answer without what differs between two answers to the same question: ids asked for, nonces and
 * times; its pieces are sorted and lose their numbers, because a streamed page sends them as they come.
 */
function plain(body: string, value: string): string {
  return body
    .replaceAll(encodeURIComponent(value), "ASKED")
    .replaceAll(value, "ASKED")
    .replaceAll(/nonce="[^"]*"|\d{13,}|[0-9a-f-]{36}|\\?"b\\?":\\?"[^"]*"|\d+\.\d{3,}/g, "")
    .replaceAll(/\$[A-Z]?[0-9a-f]+\b/g, "$")
    .split(/<script[^>]*>|<\/script>|self\.__next_f\.push|\\n|\n/)
    .map((piece) => piece.replace(/^(\(\[1,")?[0-9a-f]+:/, ""))
    .sort()
    .join("\n");
}

function firstDifference(foreign = "", unknown = ""): string {
  const at = [...foreign].findIndex((letter, index) => letter !== unknown[index]);
  const near = (text: string) => text.slice(Math.max(0, at - 40), at + 80);
  return `a foreign id answers "${near(foreign)}", an unknown one "${near(unknown)}"`;
}

function targets(
  door: Door,
): { readonly path: string; readonly whose: string; readonly value: string }[] {
  if (!hasPlaceholder(door.pattern)) {
    return [{ path: door.pattern, whose: "own", value: "" }];
  }
  const sample = samples[kindOf(door.pattern)];
  return (["own", "foreign", "unknown"] as const).flatMap((whose) => {
    const value = sample?.[whose];
    return value ? [{ path: fill(door.pattern, value), whose, value }] : [];
  });
}

/** Asks one door as everybody with all ids; answers what is wrong. */
async function walk(
  doors: readonly Door[],
  request: (door: Door, asker: Asker) => RequestInit,
  expected: (door: Door, asker: Asker, whose: string) => readonly number[],
  prefix = "",
): Promise<string[]> {
  const wrong: string[] = [];
  for (const door of doors) {
    for (const asker of ASKERS) {
      const bodies = new Map<string, string>();
      for (const { path, whose, value } of targets(door)) {
        const answer = await ask(`${prefix}${path}`, request(door, asker));
        const right = expected(door, asker, whose);
        if (!right.includes(answer.status)) {
          wrong.push(`${asker} ${path} (${whose}): ${answer.status}, not ${right.join(" or ")}`);
        }
        bodies.set(whose, `${answer.status} ${plain(answer.body, value)}`);
      }
      if (bodies.has("foreign") && bodies.get("foreign") !== bodies.get("unknown")) {
        wrong.push(
          `${asker} ${door.pattern}: ${firstDifference(bodies.get("foreign"), bodies.get("unknown"))}`,
        );
      }
    }
  }
  return wrong;
}

test("every page answers each role, and nobody, as the permission table says", async () => {
  test.setTimeout(300_000);
  const doors = pages();
  const open = doors.filter((door) => door.permission === null && !isPublicPage(door));
  expect(
    open.map((door) => door.pattern),
    "pages that ask for no permission",
  ).toEqual([]);
  const wrong = await walk(
    doors.filter((door) => door.permission !== null),
    (_door, asker) => ({ headers: asPerson(asker) }),
    ({ permission }, asker, whose) => {
      if (asker === "nobody") {
        return [303, 307];
      }
      if (!mayRole(asker, permission ?? "")) {
        return [403];
      }
      return whose === "own" ? [200, 307, 404] : [404];
    },
  );
  expect(wrong).toEqual([]);
});

test("every file answers each role, and nobody, as the permission table says", async () => {
  const doors = fileRoutes();
  expect(doors.length).toBeGreaterThan(4);
  const wrong = await walk(
    doors,
    (_door, asker) => ({ headers: asPerson(asker) }),
    ({ permission }, asker, whose) => {
      if (asker === "nobody") {
        return [401, 303, 307];
      }
      if (!mayRole(asker, permission ?? "")) {
        return [403];
      }
      return whose === "own" ? [200, 404] : [404];
    },
  );
  expect(wrong).toEqual([]);
});

test("every endpoint that reads answers each role's key as the permission table says", async () => {
  const doors = endpoints().filter(({ method }) => method === "GET");
  expect(doors.length).toBeGreaterThan(8);
  const wrong = await walk(
    doors,
    (_door, asker) => ({ headers: asProgram(asker) }),
    ({ permission }, asker, whose) => {
      if (asker === "nobody") {
        return [401];
      }
      if (!mayRole(asker, permission ?? "")) {
        return [403];
      }
      return whose === "own" ? [200, 404, 409] : [404];
    },
    "/api/v1",
  );
  expect(wrong).toEqual([]);
});

test("nothing has changed by asking", async () => {
  await quiet(server.db);
  expect(await digestOf(server.db)).toEqual(before);
});

test("every endpoint that writes refuses who may not, and ids that are not the workspace's", async () => {
  test.setTimeout(180_000);
  const doors = endpoints().filter(({ method }) => method !== "GET");
  expect(doors.length).toBeGreaterThan(15);
  const methods = new Map(doors.map((door) => [door, door.method]));
  const wrong: string[] = [];
  for (const door of doors) {
    for (const asker of ASKERS) {
      const may = asker !== "nobody" && mayRole(asker, door.permission ?? "");
      const bodies = new Map<string, string>();
      for (const { path, whose, value } of targets(door)) {
        if (may && whose === "own") {
          // An allowed role would really do it; only a body that no endpoint takes is safe.
          const answer = await ask(`/api/v1${path}`, {
            method: methods.get(door) ?? "",
            headers: { ...asProgram(asker), "content-type": "application/json" },
            body: "[]",
          });
          if (![400, 415, 422].includes(answer.status)) {
            wrong.push(`${asker} ${path}: a list as body answers ${answer.status}`);
          }
          continue;
        }
        const answer = await ask(`/api/v1${path}`, {
          method: methods.get(door) ?? "",
          headers: { ...asProgram(asker), "content-type": "application/json" },
          body: "{}",
        });
        const right = asker === "nobody" ? [401] : may ? [400, 404, 422] : [403];
        if (!right.includes(answer.status)) {
          wrong.push(`${asker} ${path} (${whose}): ${answer.status}, not ${right.join(" or ")}`);
        }
        bodies.set(whose, `${answer.status} ${plain(answer.body, value)}`);
      }
      if (bodies.has("foreign") && bodies.get("foreign") !== bodies.get("unknown")) {
        wrong.push(
          `${asker} ${door.pattern}: ${firstDifference(bodies.get("foreign"), bodies.get("unknown"))}`,
        );
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** The names under which actions take an id. */
const FIELDS = [
  "id", "order", "number", "orderNumber", "shipment", "move", "batch", "product", "client",
  "clientId", "connection", "user", "userId", "invitation", "message", "delivery", "link", "import",
  "production", "sku",
] as const; // biome-ignore format: one list

async function act(door: ActionDoor, asker: Asker, value: string | null): Promise<Asked> {
  const sample = hasPlaceholder(door.page) ? samples[kindOf(door.page)] : undefined;
  const page = fill(door.page, sample?.own ?? sample?.unknown ?? "");
  const fields: [string, string][] = value === null ? [] : FIELDS.map((name) => [name, value]);
  const headers = { ...asPerson(asker), "next-action": door.id, origin: server.origin };
  if (door.kind === "form") {
    const form = new FormData();
    for (const [name, text] of fields) {
      form.append(`1_${name}`, text);
    }
    form.append("0", '["$K1"]');
    return ask(page, { method: "POST", headers, body: form });
  }
  return ask(page, {
    method: "POST",
    headers: { ...headers, "content-type": "text/plain;charset=UTF-8" },
    body: JSON.stringify([null, Object.fromEntries(fields)]),
  });
}

/** A form answers 403, or leads to sign in; an action says it in its answer. */
const isRefused = ({ status, location, body }: Asked) =>
  status === 403 || /^\/sign-in/.test(location ?? "") || /signed_out|not_allowed/.test(body);

test("every action refuses who may not", async () => {
  test.setTimeout(300_000);
  const doors = actions().filter((door) => door.kind !== "public");
  expect(doors.length).toBeGreaterThan(20);
  const wrong: string[] = [];
  for (const door of doors) {
    for (const asker of ASKERS) {
      if (asker !== "nobody" && mayRole(asker, door.permission ?? "")) {
        continue;
      }
      for (const value of [null, "SO-1001"]) {
        const answer = await act(door, asker, value);
        if (!isRefused(answer)) {
          wrong.push(`${asker} ${door.name}: ${answer.status} ${answer.location}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("every action answers a foreign id like an unknown one", async () => {
  test.setTimeout(600_000);
  const doors = actions().filter(
    (door) => door.kind !== "public" && !ACTS_WITHOUT_INPUT.has(door.name),
  );
  const wrong: string[] = [];
  for (const door of doors) {
    const asker = ROLES.find((role) => mayRole(role, door.permission ?? "")) ?? "owner";
    for (const [kind, { foreign, unknown }] of Object.entries(samples)) {
      // Another client's order is foreign to a client, and the workspace's own to everybody else.
      if (foreign === null || (kind.startsWith("portal") && asker !== "client")) {
        continue;
      }
      const [a, b] = [await act(door, asker, foreign), await act(door, asker, unknown)];
      const same = (one: Asked, value: string) =>
        `${one.status} ${plain(one.location ?? "", value)} ${plain(one.body, value).length}`;
      if (same(a, foreign) !== same(b, unknown)) {
        wrong.push(
          `${door.name} with a foreign ${kind}: ${same(a, foreign)} / ${same(b, unknown)}`,
        );
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("nothing has changed by all that was refused", async () => {
  await quiet(server.db);
  expect(await digestOf(server.db)).toEqual(before);
});

test("a disabled member's next request is refused, whatever it is", async () => {
  const cookie = await cookieOf(server.origin, "operator@oakline.example");
  const page = () => ask("/orders/open", { headers: { cookie } });
  expect((await page()).status).toBe(200);
  await server.db.query(
    "update memberships set disabled_at = now() where user_id = (select id from users where email = 'operator@oakline.example')",
  );
  expect([303, 307, 403]).toContain((await page()).status);
  const close = actions().find((door) => door.name === "closeOrders");
  cookies.operator = cookie;
  expect(close).toBeDefined();
  if (close !== undefined) {
    expect(isRefused(await act(close, "operator", "SO-1001"))).toBe(true);
  }
  const document = samples.document?.own ?? "";
  expect([401, 403]).toContain(
    (await ask(`/api/documents/${document}`, { headers: { cookie } })).status,
  );
});

test("at least two thousand doors were tried", () => {
  expect(probes).toBeGreaterThanOrEqual(2000);
});
