import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { ImportRow } from "@/lib/intake/stored";
import { partsText, resultText } from "./words";

/** What became of an import: applied, or discarded. */
export function ImportEnded({ row }: { row: ImportRow }) {
  if (row.result === null) {
    return (
      <Alert tone="neutral" title="This upload was discarded">
        <p>Nothing of it was imported.</p>
        <ButtonLink href="/imports" className="mt-3">
          Upload a file
        </ButtonLink>
      </Alert>
    );
  }
  const isNew = row.result.created + row.result.updated > 0;
  return (
    <Alert tone={isNew ? "positive" : "info"} role="status" title={resultText(row.result)}>
      {isNew ? <p>{partsText(row.result)}</p> : null}
      <div className="mt-3 flex flex-wrap gap-2">
        <ButtonLink href="/orders/open" variant="primary">
          See them in Open
        </ButtonLink>
        <ButtonLink href="/imports">Import another file</ButtonLink>
      </div>
    </Alert>
  );
}
