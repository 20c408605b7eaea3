/** Decides what is said of problems that any request can have. */
import type { ProblemEntry } from "./entry";

export const REQUEST_PROBLEMS = {
  bad_json: {
    status: 400,
    says: "The body is not a JSON object.",
    means: "The body could not be read as a JSON object.",
    causes: [
      "A list, a text or a number was sent instead of an object.",
      "The JSON is cut off, or holds bytes that are not UTF-8.",
      "Objects are nested more than 20 deep.",
    ],
    mend: "Send one JSON object as UTF-8; an empty body counts as an empty object.",
  },
  bad_form: {
    status: 400,
    says: "The body is not a form with a file.",
    means: "The body could not be read as `multipart/form-data`.",
    causes: ["JSON was sent instead of a form.", "`Content-Type` has no `boundary`."],
    mend: "Send a form with a part named `file`; let your HTTP library set `Content-Type`.",
  },
  bad_key: {
    status: 400,
    says: "Idempotency-Key may have 1 to 255 visible ASCII characters.",
    means: "The `Idempotency-Key` header can't be kept.",
    causes: ["It is empty, too long, or has spaces or letters that are not ASCII."],
    mend: "Send a UUID.",
  },
  unauthorized: {
    status: 401,
    says: "Send a valid API key as 'Authorization: Bearer KEY'.",
    means: "Nobody knows who is asking.",
    causes: [
      "The header is missing or does not begin with `Bearer`.",
      "The key was revoked, has expired, or was rolled and its overlap is over.",
    ],
    mend: "Make a key under Settings, API and webhooks, and send it with every request.",
  },
  not_allowed: {
    status: 403,
    says: "The role of this API key doesn't allow this.",
    means: "The key is known, and its role may not do this.",
    causes: ["A viewer's key writes.", "An operator's key changes clients or products."],
    mend: "Use a key with one of the roles that the operation names.",
  },
  not_found: {
    status: 404,
    says: "There is nothing at this address.",
    means: "The workspace of this key has no such thing.",
    causes: [
      "The number, code, SKU or id is spelt differently; letters count as they are.",
      "It belongs to another workspace: that looks the same, on purpose.",
      "The path or the method does not exist.",
    ],
    mend: "List the things of that kind, and take the name from there.",
  },
  changed_meanwhile: {
    status: 409,
    says: "It was changed meanwhile. Read it again and send its new version.",
    means: "The `version` that you sent is not the current one. Nothing was changed.",
    causes: ["A person or another program changed it since you read it."],
    mend: "Read it again, apply your change to what it is now, and send the new `version`.",
  },
  too_large: {
    status: 413,
    says: "The body is too large.",
    means: "The body has more bytes than are read.",
    causes: ["JSON of more than 2 MB, or a form of more than 11 MB."],
    mend: "Send less at once.",
  },
  invalid: {
    status: 422,
    says: "Some fields are not right; 'errors' names them.",
    means: "The body or the query was read, and some fields in it are not right.",
    causes: [
      "A required field is missing.",
      "A field has another type than documented, such as text for a number.",
      "A quantity has more than 3 decimals, or an amount of money has a fraction of a cent.",
    ],
    mend: "Read `errors`: each entry names a field as you sent it and says what it must be.",
    example: { field: "lines.0.quantity" },
  },
  key_reused: {
    status: 422,
    says: "This Idempotency-Key came before with another request.",
    means: "The key stands for a request that was different: another path or another body.",
    causes: [
      "A key is made from something that is not unique, such as a day.",
      "A request was changed and sent again with its old key.",
    ],
    mend: "Use a new key for each new request, and the same one only for the same request.",
  },
  rate_limited: {
    status: 429,
    says: "This API key asks too often. Wait as long as Retry-After says.",
    means: "The key has used up its requests; they come back steadily.",
    causes: ["A loop without a pause.", "Several programs share one key."],
    mend: "Wait as many seconds as `Retry-After` says. `RateLimit` tells what is left.",
  },
  failed: {
    status: 500,
    says: "Something broke on our side. Nothing was saved; try again.",
    means: "There is a fault in Orderflow. Nothing of the request was saved.",
    causes: ["A fault that nobody foresaw; it is in the log under the `Request-Id`."],
    mend: "Try again once; if it stays, give support the `Request-Id`.",
  },
  unavailable: {
    status: 503,
    says: "The database does not answer. Try again in a moment.",
    means: "The database could not be reached. Nothing of the request was saved.",
    causes: ["It is restarted or moved.", "Its connections are all taken."],
    mend: "Wait as many seconds as `Retry-After` says, then send the same request again.",
  },
  outcome_unknown: {
    status: 503,
    says: "The database stopped answering while this was being saved: it is saved whole or not at all. Send it again with the same Idempotency-Key; if it had none, look first.",
    means: "The connection broke in the very moment of saving.",
    causes: ["The database was restarted in that moment."],
    mend: "Send it again with the same `Idempotency-Key`: it is done once. Without a key, look whether it is there before you send it again.",
  },
} as const satisfies Record<string, ProblemEntry>;
