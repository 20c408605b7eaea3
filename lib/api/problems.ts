/** Decides how the API says that a request failed: the status and the sentence of each refusal code. */
import { refusalWords } from "@/lib/orders/refusal-words";
import type { Refusal } from "@/lib/shared/outcome";
import { snakePath } from "./cases";

const TITLES = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Content too large",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
} as const;
type ProblemStatus = keyof typeof TITLES;

/** What is not here is a conflict with the state that something is in. */
const STATUSES: Readonly<Record<string, ProblemStatus>> = {
  bad_json: 400,
  bad_form: 400,
  bad_key: 400,
  unauthorized: 401,
  not_allowed: 403,
  not_found: 404,
  too_large: 413,
  invalid: 422,
  key_reused: 422,
  note_missing: 422,
  unknown_client: 422,
  unknown_product: 422,
  unknown_line: 422,
  sku_not_ordered: 422,
  not_shippable: 422,
  packages_differ: 422,
  ambiguous_line: 422,
  unknown_order: 422,
  not_in_queue: 422,
  beside_itself: 422,
  below_received: 422,
  below_made: 422,
  no_lines: 422,
  too_much: 422,
  not_positive: 422,
  not_goods: 422,
  zero: 422,
  too_much_stock: 422,
  mapping_incomplete: 422,
  format_unclear: 422,
  file_empty: 422,
  file_too_large: 413,
  file_binary: 422,
  file_spreadsheet: 422,
  file_old_workbook: 422,
  file_macros: 422,
  file_password: 422,
  file_damaged: 422,
  file_unpacks_too_large: 422,
  file_wrong_encoding: 422,
  file_quote_not_closed: 422,
  file_no_rows: 422,
  file_too_many_rows: 422,
  file_too_many_columns: 422,
  headings_missing: 422,
  headings_duplicate: 422,
  rate_limited: 429,
  failed: 500,
  unavailable: 503,
  outcome_unknown: 503,
};

const WORDS: Readonly<Record<string, string>> = {
  bad_json: "The body is not a JSON object.",
  bad_form: "The body is not a form with a file.",
  bad_key: "Idempotency-Key may have 1 to 255 visible ASCII characters.",
  unauthorized: "Send a valid API key as 'Authorization: Bearer KEY'.",
  not_allowed: "The role of this API key doesn't allow this.",
  not_found: "There is nothing at this address.",
  too_large: "The body is too large.",
  invalid: "Some fields are not right; 'errors' names them.",
  key_reused: "This Idempotency-Key came before with another request.",
  changed_meanwhile: "It was changed meanwhile. Read it again and send its new version.",
  ambiguous_line: "Several lines have this SKU. Name the line by its number.",
  shipment_voided: "This shipment is void.",
  asn_missing: "Not every shipment of this order has a sent ASN.",
  asn_not_sent: "No ASN has been sent for it yet.",
  code_taken: "The code is taken.",
  sku_taken: "The SKU is taken.",
  has_stock: "It has stock on hand. Count it to 0 before it stops being tracked.",
  not_goods: "A service has no stock and is not made.",
  zero: "A movement of 0 changes nothing.",
  below_zero: "Less than that is on hand.",
  too_much_stock: "The quantity is too large.",
  mapping_incomplete: "The columns of the file are not all understood; send a mapping.",
  format_unclear: "A column can be read in two ways; say in the mapping which one is meant.",
  file_empty: "The file is empty.",
  file_too_large: "The file is too large.",
  file_binary: "The file is not text.",
  file_spreadsheet: "The file is another program's spreadsheet. Send it as XLSX or CSV.",
  file_old_workbook: "The file is an old Excel workbook (.xls). Send it as XLSX or CSV.",
  file_macros: "The workbook holds macros (.xlsm). Send it as XLSX or CSV.",
  file_password: "The workbook has a password. Send it without one.",
  file_damaged: "The workbook is damaged and can't be unpacked.",
  file_unpacks_too_large: "The workbook unpacks to too much.",
  file_wrong_encoding: "Some letters of the file can't be read. Send it as UTF-8.",
  file_quote_not_closed: "A quotation mark in the file never closes.",
  file_no_rows: "The file has no rows.",
  file_too_many_rows: "The file has too many rows. Split it.",
  file_too_many_columns: "The file has too many columns.",
  headings_missing: "The first row of the file must name its columns.",
  headings_duplicate: "Two columns of the file have the same name.",
  rate_limited: "This API key asks too often. Wait as long as Retry-After says.",
  failed: "Something broke on our side. Nothing was saved; try again.",
  unavailable: "The database does not answer. Try again in a moment.",
  outcome_unknown:
    "The database stopped answering while this was being saved: it is saved whole or not at all. Send it again with the same Idempotency-Key; if it had none, look first.",
};

export const PROBLEM_TYPE = "application/problem+json";

type Problem = {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
};

/** The sentence for a refusal of one thing among many. An unknown id and a foreign one read the same. */
export function refusalMessage(code: string, data: Refusal["data"] = {}): string {
  return WORDS[code] ?? refusalWords(code, data);
}

export function statusOf(code: string): ProblemStatus {
  return STATUSES[code] ?? 409;
}

/** A refusal as RFC 9457 has it. Fields are named as the request named them. */
export function problemOf({ code, field, data, issues }: Refusal): Problem {
  const status = statusOf(code);
  const detail = refusalMessage(code, data);
  const errors = issues ?? (field === undefined ? [] : [{ field, message: detail }]);
  return {
    type: "about:blank",
    title: TITLES[status],
    status,
    detail,
    code,
    ...(errors.length > 0
      ? { errors: errors.map((one) => ({ ...one, field: snakePath(one.field) })) }
      : {}),
  };
}

/** The answer that carries a refusal. Its body depends on the refusal alone, never on who asked. */
export function problemResponse(refusal: Refusal): Response {
  const problem = problemOf(refusal);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": PROBLEM_TYPE,
      ...(problem.status === 401 ? { "www-authenticate": 'Bearer realm="Orderflow"' } : {}),
      ...(problem.status === 503 ? { "retry-after": "2" } : {}),
    },
  });
}
