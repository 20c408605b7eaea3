import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChannelServer, serveChannel } from "@/tests/channels/channel-server";
import { callChannel, checkInTime, jsonOf } from "./http";

let server: ChannelServer;

beforeEach(async () => {
  const headers = { location: "http://localhost:1/elsewhere" };
  server = await serveChannel(
    () => "any",
    () => ({ status: 302, headers }),
  );
});

afterEach(() => server.stop());

const call = (timeoutMs?: number) =>
  callChannel(
    "Amazon",
    new URL(server.origin),
    { method: "GET", headers: { authorization: "Bearer secret" } },
    timeoutMs,
  );

describe("a call of a channel", () => {
  it("ends when the channel does not answer in time, with a sentence and no secret", async () => {
    server.faults.push({ at: "any", kind: "unreached" });
    await expect(call()).rejects.toThrow("Amazon can't be reached.");
    server.hooks.delayMs = () => 2000;
    const error = await call(50).catch((reason) => reason);
    expect(String(error)).toBe("ChannelError: Amazon did not answer in time.");
  });

  it("follows no redirect, which could take the token to another host", async () => {
    expect((await call()).status).toBe(302);
  });

  it("asks for no change after its time", () => {
    expect(() => checkInTime("Amazon", Date.now() - 1)).toThrow("too slow");
    expect(() => checkInTime("Amazon", Date.now() + 1000)).not.toThrow();
    expect(() => checkInTime("Amazon", undefined)).not.toThrow();
  });

  it("reads what is no JSON as nothing", () => {
    expect([jsonOf("{"), jsonOf('{"a":1}')]).toEqual([undefined, { a: 1 }]);
  });
});
