import "server-only";
import { z } from "@hono/zod-openapi";
import { type DirectRefusal, importOrders } from "@/lib/intake/direct";
import { readMapping } from "@/lib/intake/stored";
import { accept, type Refusal } from "@/lib/shared/outcome";
import { camelKeys, camelName } from "./cases";
import { type Route, sent, writes } from "./guard";
import { ok } from "./json";
import { answer } from "./operation";
import { importResult } from "./shapes/import";
import { said } from "./shapes/values";

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * A mapping as JSON text: the file's headings with the field each holds, alone or as `columns` beside
 * `constants`, `decimal_marks` and `date_orders`. Headings are names of the file and stay as they are.
 */
const mapping = z.string().transform((text, context) => {
  const read = mappingOf(text);
  if (read === null) {
    context.addIssue({
      code: "custom",
      message: 'mapping must be JSON such as {"columns": {"Order": "order_number"}}.',
    });
    return z.NEVER;
  }
  return read;
});

function mappingOf(text: string) {
  try {
    const json: unknown = JSON.parse(text);
    if (!isObject(json)) {
      return null;
    }
    const { columns, ...rest } = isObject(json.columns) ? json : { columns: json };
    return isObject(columns)
      ? readMapping({ ...Object(camelKeys(rest)), columns: fieldsByHeading(columns) })
      : null;
  } catch {
    return null;
  }
}

function fieldsByHeading(columns: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(columns).map(([heading, field]) => [
      heading,
      typeof field === "string" ? camelName(field) : field,
    ]),
  );
}

const newImport = z
  .object({
    file: said(
      z.instanceof(File).openapi({ type: "string", format: "binary" }),
      "The file: CSV, TSV or XLSX, at most 10 MB.",
      "order_number,client_code,currency,sku,quantity,unit_price",
    ),
    mapping: said(
      mapping.optional(),
      "JSON: which heading holds what. Left out, what was used for these headings before, or what they say without doubt.",
      '{"columns": {"Order": "order_number"}}',
    ),
    mode: said(
      z.enum(["existing", "create_missing"]).default("existing"),
      "Whether unknown clients and products are refused or made.",
      "create_missing",
    ),
    dry_run: said(
      z
        .enum(["true", "false", "1", "0"])
        .default("false")
        .transform((text) => text === "true" || text === "1"),
      "Tells what would happen and writes nothing.",
      "false",
    ),
  })
  .openapi("NewImport");

const FILE_REFUSALS = [
  "mapping_incomplete",
  "format_unclear",
  "file_empty",
  "file_too_large",
  "file_binary",
  "file_spreadsheet",
  "file_old_workbook",
  "file_macros",
  "file_password",
  "file_damaged",
  "file_unpacks_too_large",
  "file_wrong_encoding",
  "file_quote_not_closed",
  "file_no_rows",
  "file_too_many_rows",
  "file_too_many_columns",
  "headings_missing",
  "headings_duplicate",
] as const satisfies readonly DirectRefusal[];

const MAPPING_WORDS: Readonly<Record<string, string>> = {
  field_missing: "No column holds this.",
  field_twice: "Two columns hold this.",
  column_unknown: "The file has no such column.",
  discount_twice: "Two columns hold a discount.",
};

/** What a file's mapping lacks, named as a mapping names it. */
function namedForCallers(refusal: Refusal): Refusal {
  return refusal.code === "mapping_incomplete"
    ? {
        ...refusal,
        issues: (refusal.issues ?? []).map(({ field, message }) => ({
          field: `mapping.${field}`,
          message: MAPPING_WORDS[message] ?? message,
        })),
      }
    : refusal;
}

const EXAMPLE = {
  file: "order_number,client_code,currency,sku,quantity,unit_price\nN-1,ACME,EUR,OAK-CHAIR,2,9.50\n",
  mode: "existing",
  dry_run: "false",
};

export const importRoutes: readonly Route[] = [
  writes(
    ["POST", "/imports"],
    "imports.write",
    {
      id: "importOrders",
      summary: "Import a file of orders",
      description:
        "All of it or, with one wrong row, nothing. The same file again changes nothing and says so.",
      body: { ...sent(newImport, EXAMPLE), isForm: true },
      answers: { 200: answer("What the file did, or would do.", importResult) },
      refusals: FILE_REFUSALS,
    },
    async ({ ctx, body }) => {
      const outcome = await importOrders(ctx, {
        fileName: body.file.name,
        bytes: new Uint8Array(await body.file.arrayBuffer()),
        ...(body.mapping ? { mapping: body.mapping } : {}),
        createMissing: body.mode === "create_missing",
        dryRun: body.dry_run,
      });
      return outcome.ok
        ? accept(ok(outcome.value))
        : { ok: false, refusal: namedForCallers(outcome.refusal) };
    },
  ),
];
