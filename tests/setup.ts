import { afterEach, beforeEach, expect, vi } from "vitest";
import { takeAllowedLogs } from "./logs";

const watch = () => [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
let logs: ReturnType<typeof watch> = [];

beforeEach(() => {
  takeAllowedLogs();
  logs = watch();
});

/** A test that logs an error or a warning fails, unless it said that it expects one. */
afterEach(() => {
  const allowed = takeAllowedLogs();
  const texts = logs.flatMap((log) => log.mock.calls.map((args) => args.map(String).join(" ")));
  for (const log of logs) {
    log.mockRestore();
  }
  const unexpected = texts.filter((text) => !allowed.some((pattern) => pattern.test(text)));
  expect(unexpected, "errors and warnings logged by the test").toEqual([]);
});
