/** Decides what the document says of the API as a whole. */

export const TITLE = "Orderflow API";

/** In Markdown, as OpenAPI has it. */
export const OVERVIEW = `What people can do in Orderflow, programs can do, too: the same commands, the same rules, the same answers.

**Keys.** Make one under *Settings, API and webhooks* and send it as \`Authorization: Bearer KEY\`. A key has a role; each operation names the roles that may call it. A key belongs to one workspace: what another one has looks like what nobody has.

**Trying again.** Send an \`Idempotency-Key\` with a POST, and it is done once, however often it arrives: the answer of the first time is kept for at least 24 hours. The same key with another body is refused as \`key_reused\`.

**Lists** answer \`{data, has_more, next_cursor}\`. Send \`next_cursor\` as \`after\` for the next page; it stays right while rows are added and move.

**Values.** Quantities are JSON numbers with at most 3 decimals, in the product's unit. Money is whole minor units (cents). Days are \`YYYY-MM-DD\` in the workspace's zone, instants are UTC. Names that an operation does not know are ignored.

**Changes.** What you may change has a \`version\`. Send the one that you read, and a change that somebody made meanwhile is not overwritten.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` say what the key may still ask for. Beyond it the answer is 429 with \`Retry-After\`.

**Problems** are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457): a stable \`code\`, a sentence in \`detail\`, the wrong fields in \`errors\`, and in \`type\` a page about the code. Give support the \`Request-Id\` of an answer.`;

export const HEADERS = {
  RateLimit: {
    description: "What is left: `r` requests, and `t` seconds until all of them are.",
    schema: { type: "string" },
    example: '"default";r=1999;t=1',
  },
  "RateLimit-Policy": {
    description: "What the key has: `q` requests at once, over `w` seconds.",
    schema: { type: "string" },
    example: '"default";q=2000;w=20',
  },
  "Request-Id": {
    description: "This answer's id, for support.",
    schema: { type: "string", format: "uuid" },
    example: "01980a4e-7c1d-7000-8000-5b7f3c2a9d10",
  },
  Location: {
    description: "The path of what was created.",
    schema: { type: "string" },
    example: "/api/v1/orders/SO-1042",
  },
  "Retry-After": {
    description: "How long to wait. In seconds.",
    schema: { type: "integer" },
    example: 2,
  },
} as const;

export const IDEMPOTENCY_KEY =
  "A text of your own, 1 to 255 visible ASCII characters: a request with the same key and body is done once and answered alike for at least 24 hours.";
