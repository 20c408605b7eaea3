import { performance } from "node:perf_hooks";
import serve from "../e2e/global-setup";
import { freePort } from "../free-port";

/** Requests under way at once, as the ceilings of the stack were measured. */
const CONNECTIONS = 8;
const ROUND_MS = 6000;
const ROUNDS = 3;

/** Signs in with the demo account and answers its cookies. */
async function signIn(base: string): Promise<string> {
  const page = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await page.json()) as { csrfToken: string };
  const cookies = cookiesOf(page);
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      csrfToken,
      email: "owner@oakline.example",
      password: "orderflow-demo",
    }),
  });
  return `${cookies}; ${cookiesOf(answer)}`;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Requests a second, every answer a whole one of the right status. */
async function rate(url: string, cookie: string): Promise<number> {
  const until = performance.now() + ROUND_MS;
  let answers = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
      await response.arrayBuffer();
      if (response.status !== 200) {
        throw new Error(`${url} answered ${response.status}.`);
      }
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (answers * 1000) / ROUND_MS;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function main(): Promise<void> {
  process.env.E2E_PORT = String(await freePort());
  const stop = await serve();
  try {
    const base = `http://localhost:${process.env.E2E_PORT}`;
    const cookie = await signIn(base);
    const pages = { blank: "/blank", open: "/orders/open", detail: "/orders/SO-1109" };
    const rates: Record<string, number[]> = {};
    for (const path of Object.values(pages)) {
      await rate(base + path, cookie);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, path] of Object.entries(pages)) {
        rates[name] = [...(rates[name] ?? []), await rate(base + path, cookie)];
      }
    }
    const bar = median(rates.blank ?? []);
    console.table(
      Object.entries(rates).map(([page, measured]) => ({
        page,
        "requests/s": Math.round(median(measured)),
        "times an empty dynamic page": Number((bar / median(measured)).toFixed(2)),
      })),
    );
  } finally {
    await stop();
  }
}

await main();
