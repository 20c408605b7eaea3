import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { ended, serveBuild, serverEnvironment } from "../e2e/served";
import { freePort } from "../free-port";
import { PASSWORD } from "./scene";

/** Requests under way at once, as the ceilings of the stack were measured. */
const CONNECTIONS = 8;

export type Served = {
  readonly base: string;
  /** From its start to the first time that it is ready. */
  readonly startedInMs: number;
  /** Megabytes that the process holds now; null where nobody tells. */
  readonly memory: () => number | null;
  readonly stop: () => Promise<void>;
};

/** Serves the build on a Postgres, with no limit on the calls of a key. */
export async function serveOn(url: string): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-bench-served-"));
  const port = String(await freePort());
  const env = {
    ...serverEnvironment(folder, port),
    DATABASE_URL: url,
    API_CALLS_PER_SECOND: "1000000",
    API_BURST: "1000000",
  };
  const since = performance.now();
  const server = await serveBuild(env);
  const startedInMs = performance.now() - since;
  return {
    base: `http://localhost:${port}`,
    startedInMs,
    memory: () => residentMegabytes(server.pid ?? 0),
    stop: async () => {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function residentMegabytes(pid: number): number | null {
  if (process.platform !== "linux") {
    return null;
  }
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** Signs a person in and answers the cookies. */
export async function signIn(base: string, email: string): Promise<string> {
  const page = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await page.json()) as { csrfToken: string };
  const cookies = cookiesOf(page);
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD }),
  });
  return `${cookies}; ${cookiesOf(answer)}`;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** What is asked for: an address with the headers that prove who asks. */
export type Asked = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** One request, its answer whole and of the right status. */
export async function ask({ url, headers }: Asked): Promise<void> {
  const response = await fetch(url, { headers, redirect: "manual" });
  await response.arrayBuffer();
  if (response.status !== 200) {
    throw new Error(`${url} answered ${response.status}.`);
  }
}

/** Requests a second that are answered in `milliseconds`. */
export async function rateOf(asked: Asked, milliseconds: number): Promise<number> {
  const since = performance.now();
  let answers = 0;
  const worker = async () => {
    while (performance.now() < since + milliseconds) {
      await ask(asked);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (answers * 1000) / (performance.now() - since);
}
