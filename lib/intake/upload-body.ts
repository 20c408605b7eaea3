/** Decides which file an upload's request holds, without ever keeping more of it than a file may have. */
import { FILE_BYTES_MAX } from "@/lib/intake/file/decode";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

/** A form around the file: boundaries, headers, the name. */
const FORM_BYTES = 64 * 1024;
/** What is read and dropped of a body that is too large, so that the browser gets to see the answer. */
const DROPPED_BYTES_MAX = 512 * 1024 * 1024;

export type UploadRefusal = "file_missing" | "file_too_large" | "upload_broken";

export async function uploadedFile(
  request: Request,
): Promise<Outcome<{ fileName: string; bytes: Uint8Array }, UploadRefusal>> {
  const body = await boundedBody(request, FILE_BYTES_MAX + FORM_BYTES);
  if (body === null) {
    return refuse("file_too_large", { data: { max: FILE_BYTES_MAX } });
  }
  const file = await fileField(body, request.headers.get("content-type") ?? "");
  if (file === null) {
    return refuse("upload_broken");
  }
  // A browser sends a nameless empty file where nobody chose one.
  return file === "none" || (file.name === "" && file.size === 0)
    ? refuse("file_missing")
    : accept({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
}

/** The body's bytes; null when there are more than `max`. A browser shows an answer only once it has sent everything. */
async function boundedBody(request: Request, max: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > DROPPED_BYTES_MAX) {
      break;
    }
    if (size <= max) {
      parts.push(part);
    } else {
      parts.length = 0;
    }
  }
  if (size > max) {
    return null;
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

async function fileField(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<File | "none" | null> {
  try {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const file = form.get("file");
    return file instanceof File ? file : "none";
  } catch {
    // An upload that stopped half way, or no form at all.
    return null;
  }
}
