import { describe, expect, test } from "vitest";
import { FILE_BYTES_MAX } from "./file/decode";
import { uploadedFile } from "./upload-body";

const ADDRESS = "http://localhost/imports/upload";

function upload(file: File | string | null): Request {
  const form = new FormData();
  if (file !== null) {
    form.set("file", file);
  }
  return new Request(ADDRESS, { method: "POST", body: form });
}

describe("an upload", () => {
  test("gives its file's name and bytes", async () => {
    const outcome = await uploadedFile(upload(new File(["a,b\n1,2\n"], "orders.csv")));
    expect(outcome.ok && outcome.value.fileName).toBe("orders.csv");
    expect(outcome.ok && new TextDecoder().decode(outcome.value.bytes)).toBe("a,b\n1,2\n");
  });

  test("may be as large as a file may be", async () => {
    const outcome = await uploadedFile(upload(new File([new Uint8Array(FILE_BYTES_MAX)], "a.csv")));
    expect(outcome.ok && outcome.value.bytes.length).toBe(FILE_BYTES_MAX);
  });

  test("of 100 MB is read to its end, kept nowhere and refused", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
        if (sent >= 100 * 1024 * 1024) {
          controller.close();
        }
      },
    });
    const init = { method: "POST", body, duplex: "half" };
    const outcome = await uploadedFile(new Request(ADDRESS, init));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "file_too_large" } });
    expect(sent).toBe(100 * 1024 * 1024);
  });

  test.each([
    ["file_missing", upload(null)],
    ["file_missing", upload("text")],
    ["file_missing", upload(new File([], ""))],
    ["upload_broken", new Request(ADDRESS, { method: "POST", body: "a,b" })],
    [
      "upload_broken",
      new Request(ADDRESS, {
        method: "POST",
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf',
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
    ],
  ])("is refused as %s where it holds no file", async (code, request) => {
    expect(await uploadedFile(request)).toMatchObject({ ok: false, refusal: { code } });
  });
});
