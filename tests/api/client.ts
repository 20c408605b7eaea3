import { expect } from "vitest";
import { app } from "@/lib/api/app";
import { createApiKey } from "@/lib/auth/api-keys";
import type { Role } from "@/lib/auth/permissions";
import type { Context } from "@/lib/workspaces/context";
import { breaches } from "./contract";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
};

type Options = { readonly idempotencyKey?: string; readonly accept?: string };

/** Calls the API as a program with a key would, without a server in between. */
export type ApiClient = {
  readonly key: string;
  readonly get: (path: string, options?: Options) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, options?: Options) => Promise<Answer>;
  readonly patch: (path: string, body: unknown) => Promise<Answer>;
  readonly send: (method: string, path: string, init?: RequestInit) => Promise<Answer>;
};

export async function apiClient(
  ctx: Context,
  role: Exclude<Role, "client"> = "owner",
): Promise<ApiClient> {
  const { key } = await createApiKey(ctx, { name: `${role}'s program`, role });
  return clientOf(key);
}

export function clientOf(key: string): ApiClient {
  const send: ApiClient["send"] = async (method, path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${key}`);
    const request = new Request(`http://orders.test/api/v1${path}`, { ...init, method, headers });
    const answer = await answerOf(await app.fetch(request));
    expect(breaches(method, path, answer), "the answer keeps the contract").toEqual([]);
    return answer;
  };
  const headersOf = ({ idempotencyKey, accept }: Options = {}) => ({
    "content-type": "application/json",
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    ...(accept === undefined ? {} : { accept }),
  });
  const withBody = (method: string, path: string, body: unknown, options?: Options) =>
    send(method, path, {
      headers: headersOf(options),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    key,
    send,
    get: (path, options) => send("GET", path, { headers: headersOf(options) }),
    post: (path, body, options) => withBody("POST", path, body, options),
    patch: (path, body) => withBody("PATCH", path, body),
  };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : null,
  };
}
