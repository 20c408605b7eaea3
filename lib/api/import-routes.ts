import "server-only";
import { z } from "zod";
import { importOrders } from "@/lib/intake/direct";
import { readMapping } from "@/lib/intake/stored";
import { accept, type Refusal } from "@/lib/shared/outcome";
import { camelKeys, camelName } from "./cases";
import { type Route, writes } from "./guard";
import { ok } from "./json";
import { readForm } from "./request";

const flag = (name: string) =>
  z
    .enum(["true", "false", "1", "0"], `${name} must be true or false.`)
    .transform((text) => text === "true" || text === "1")
    .default(false);

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

const importSchema = z.object({
  file: z.instanceof(File, { error: "file is missing." }),
  mapping: mapping.optional(),
  mode: z
    .enum(["existing", "create_missing"], "mode must be existing or create_missing.")
    .default("existing"),
  dryRun: flag("dry_run"),
});

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

export const importRoutes: readonly Route[] = [
  writes(
    ["POST", "/imports"],
    "imports.write",
    importSchema,
    async ({ ctx, body }) => {
      const outcome = await importOrders(ctx, {
        fileName: body.file.name,
        bytes: new Uint8Array(await body.file.arrayBuffer()),
        ...(body.mapping ? { mapping: body.mapping } : {}),
        createMissing: body.mode === "create_missing",
        dryRun: body.dryRun,
      });
      return outcome.ok
        ? accept(ok(outcome.value))
        : { ok: false, refusal: namedForCallers(outcome.refusal) };
    },
    { read: readForm },
  ),
];
