"use client";

import { type DragEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/shared/cn";

type UploadFormProps = {
  readonly action: string;
  readonly bytesMax: number;
  readonly limits: string;
  readonly tooLargeText: string;
};

/** Posts a file like any form. With a script it also takes a dropped file and refuses a large one before it is sent. */
export function UploadForm({ action, bytesMax, limits, tooLargeText }: UploadFormProps) {
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const [pending, setPending] = useState(false);
  const [dragged, setDragged] = useState(false);

  useEffect(() => {
    // A page that comes back from the browser's memory is not sending any more.
    const restored = () => setPending(false);
    window.addEventListener("pageshow", restored);
    return () => window.removeEventListener("pageshow", restored);
  }, []);

  const isTooLarge = () => (input.current?.files?.[0]?.size ?? 0) > bytesMax;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragged(false);
    if (input.current && event.dataTransfer.files.length > 0) {
      input.current.files = event.dataTransfer.files;
      setTooLarge(isTooLarge());
    }
  };

  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={(event) => {
        setTooLarge(isTooLarge());
        if (isTooLarge() || pending) {
          event.preventDefault();
        } else {
          setPending(true);
        }
      }}
    >
      <section
        aria-label="File"
        className={cn(
          "rounded-lg border border-edge border-dashed p-4",
          dragged && "border-accent bg-accent-wash",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setDragged(true);
        }}
        onDragLeave={() => setDragged(false)}
        onDrop={drop}
      >
        <label htmlFor="import-file" className="block font-semibold">
          Drop a file with orders here, or choose one
        </label>
        <p id="import-limits" className="mb-3 text-muted text-sm">
          {limits}
        </p>
        <div className="flex flex-wrap gap-2">
          <Input
            ref={input}
            id="import-file"
            name="file"
            type="file"
            required
            accept=".xlsx,.csv,.tsv,.txt,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv,text/tab-separated-values,text/plain"
            aria-describedby={tooLarge ? "import-limits import-error" : "import-limits"}
            aria-invalid={tooLarge || undefined}
            className="flex-1 basis-64"
            onChange={() => setTooLarge(isTooLarge())}
          />
          <Button
            type="submit"
            variant="primary"
            disabled={pending}
            aria-busy={pending || undefined}
            className="max-md:w-full"
          >
            {pending ? <Spinner /> : null}
            Import orders
          </Button>
        </div>
        {tooLarge ? (
          <p id="import-error" role="alert" className="mt-2 text-danger text-sm">
            {tooLargeText}
          </p>
        ) : null}
      </section>
    </form>
  );
}
