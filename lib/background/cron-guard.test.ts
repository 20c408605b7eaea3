import { afterEach, expect, test, vi } from "vitest";
import { guardedCronRoute } from "./cron-guard";

const SECRET = "a-secret-of-the-clock";

afterEach(() => vi.unstubAllEnvs());

async function call(authorization: string | null): Promise<{ status: number; ran: number }> {
  let ran = 0;
  const route = guardedCronRoute(async () => {
    ran += 1;
    return Response.json({});
  });
  const request = new Request("http://localhost/api/cron");
  if (authorization !== null) {
    request.headers.set("authorization", authorization);
  }
  const { status } = await route(request);
  return { status, ran };
}

test("the clock is let in by its secret alone, and everybody else finds nothing there", async () => {
  vi.stubEnv("CRON_SECRET", SECRET);
  expect(await call(`Bearer ${SECRET}`)).toEqual({ status: 200, ran: 1 });
  for (const wrong of [null, "", "Bearer ", `Bearer ${SECRET}x`, SECRET]) {
    expect(await call(wrong)).toEqual({ status: 404, ran: 0 });
  }
});

test("without a secret nobody is let in", async () => {
  vi.stubEnv("CRON_SECRET", "");
  expect(await call("Bearer ")).toEqual({ status: 404, ran: 0 });
});
