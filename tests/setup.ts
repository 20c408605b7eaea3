import { afterEach, beforeEach, expect, vi } from "vitest";

const watch = () => [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
let logs: ReturnType<typeof watch> = [];

beforeEach(() => {
  logs = watch();
});

/** A test that logs an error or a warning fails. */
afterEach(() => {
  const texts = logs.flatMap((log) => log.mock.calls.map((args) => args.map(String).join(" ")));
  for (const log of logs) {
    log.mockRestore();
  }
  expect(texts, "errors and warnings logged by the test").toEqual([]);
});
