/** Decides what a request's body says before a schema looks at it. */
import { createHash } from "node:crypto";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { nestsTooDeep } from "./cases";

/** What was sent, and a hash by which the same request is known again. */
type Sent = { readonly input: unknown; readonly hash: string };
type Reader = (request: Request) => Promise<Outcome<Sent, "bad_json" | "bad_form" | "too_large">>;

/** 1,000 order lines with long names fit four times. */
const JSON_BYTES_MAX = 2 * 1024 * 1024;
/** A file of the largest size that is read, and its form. */
const FORM_BYTES_MAX = 11 * 1024 * 1024;

/** The body as JSON; an empty body counts as an empty object. */
export const readJson: Reader = async (request) => {
  const bytes = await readBytes(request, JSON_BYTES_MAX);
  if (bytes === null) {
    return refuse("too_large");
  }
  const hash = sha256(bytes);
  if (bytes.length === 0) {
    return accept({ input: {}, hash });
  }
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const isObject = json !== null && typeof json === "object" && !Array.isArray(json);
    return isObject && !nestsTooDeep(json) ? accept({ input: json, hash }) : refuse("bad_json");
  } catch {
    return refuse("bad_json");
  }
};

/** The body as a form: texts and files by name. The hash leaves out the form's random boundary. */
export const readForm: Reader = async (request) => {
  const bytes = await readBytes(request, FORM_BYTES_MAX);
  if (bytes === null) {
    return refuse("too_large");
  }
  try {
    const type = request.headers.get("content-type") ?? "";
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const parts = await Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === "string"
          ? [name, value]
          : [name, value.name, sha256(new Uint8Array(await value.arrayBuffer()))],
      ),
    );
    const hash = sha256(new TextEncoder().encode(JSON.stringify(parts)));
    return accept({ input: Object.fromEntries(form), hash });
  } catch {
    return refuse("bad_form");
  }
};

/** Reads at most `max` bytes, whatever the request says its length is; null when there are more. */
async function readBytes(request: Request, max: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > max) {
    return null;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > max) {
      return null;
    }
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
