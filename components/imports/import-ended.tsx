import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { ImportRow } from "@/lib/intake/stored";
import { partsText, resultText } from "./words";

/** What became of an import: applied, or discarded. */
export function ImportEnded({ row }: { row: ImportRow }) {
  if (row.result === null) {
    return (
      <Alert
        tone="neutral"
        title="This upload was discarded"
        actions={
          <ButtonLink href="/imports" className="my-1">
            Upload a file
          </ButtonLink>
        }
      >
        Nothing of it was imported.
      </Alert>
    );
  }
  const isNew = row.result.created + row.result.updated > 0;
  return (
    <Alert
      tone={isNew ? "positive" : "info"}
      role="status"
      title={resultText(row.result)}
      actions={
        <div className="my-1 flex flex-wrap gap-2">
          <ButtonLink href="/orders/open" variant="primary">
            See them in Open
          </ButtonLink>
          <ButtonLink href="/imports">Import another file</ButtonLink>
        </div>
      }
    >
      {isNew ? partsText(row.result) : null}
    </Alert>
  );
}
