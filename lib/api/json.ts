/** Decides how an answer is written as JSON. */

export type JsonAnswer = {
  readonly status: 200 | 201;
  readonly body: unknown;
  /** The path of what was created. */
  readonly location?: string;
};

export const ok = (body: unknown): JsonAnswer => ({ status: 200, body });

export const created = (body: unknown, location?: string): JsonAnswer => ({
  status: 201,
  body,
  ...(location === undefined ? {} : { location }),
});

export function jsonResponse({ status, body, location }: JsonAnswer): Response {
  return Response.json(body, { status, headers: location === undefined ? {} : { location } });
}

/** A page of a list. */
export function listBody(data: readonly unknown[], next: string | null) {
  return { data, has_more: next !== null, next_cursor: next };
}
