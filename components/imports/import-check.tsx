import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import type { ImportPreview } from "@/lib/intake/preview";
import type { Day } from "@/lib/shared/dates";
import { RowMessages } from "./row-messages";
import { SampleOrders } from "./sample-orders";
import { count, missingText, nothingNewText } from "./words";

type FormAction = (form: FormData) => void | Promise<void>;

type ImportCheckProps = {
  readonly id: string;
  readonly preview: ImportPreview;
  readonly createMissing: boolean;
  readonly encodingGuessed: boolean;
  readonly mayWrite: boolean;
  readonly locale: string;
  readonly today: Day;
  readonly applyAction: FormAction;
  readonly createMissingAction: FormAction;
};

export function ImportCheck(props: ImportCheckProps) {
  const { id, preview, encodingGuessed, locale, today } = props;
  const { counts, rejected, warnings, orders } = preview;
  return (
    <div className="flex flex-col gap-4">
      <Counts counts={counts} />
      <Verdict {...props} />
      {encodingGuessed ? (
        <Alert tone="caution" title="Look at the accents">
          This file does not say how its letters are written. If names below look wrong, save it as
          CSV UTF-8 and upload it again.
        </Alert>
      ) : null}
      {rejected.length > 0 ? (
        <Section
          flush
          title={`${count(counts.rejected, "row")} rejected`}
          actions={
            // A plain anchor: the answer is a file, not a page of the app.
            <a
              href={`/imports/${id}/rejected.csv`}
              download
              className="font-semibold text-accent text-sm hover:underline"
            >
              Download rejected rows
            </a>
          }
        >
          <RowMessages label="Rows and reasons" messages={rejected} />
        </Section>
      ) : null}
      {orders.length > 0 ? (
        <Section flush title="First orders of the file">
          <SampleOrders orders={orders} locale={locale} today={today} />
        </Section>
      ) : null}
      {warnings.length > 0 ? (
        <details className="rounded-lg border bg-raised">
          <summary className="px-4 py-2.5 font-semibold">
            {count(warnings.length, "warning")}
            <span className="font-normal text-muted"> · the import goes on</span>
          </summary>
          <div className="border-t">
            <RowMessages label="Warnings" messages={warnings} />
          </div>
        </details>
      ) : null}
    </div>
  );
}

function Counts({ counts }: { counts: ImportPreview["counts"] }) {
  const items = [
    ["New orders", counts.created],
    ["Changed", counts.updated],
    ["Unchanged", counts.unchanged],
    ["Rejected rows", counts.rejected],
  ] as const;
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border bg-raised md:grid-cols-4">
      {items.map(([label, many]) => (
        <div key={label} className="-mt-px -ms-px border-s border-t px-4 py-3">
          <dt className="text-muted text-sm">{label}</dt>
          <dd className={many > 0 ? "font-semibold text-2xl" : "text-2xl text-faint"}>
            {many.toLocaleString("en")}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What comes next: the import, what keeps it from going on, or that there is nothing to do. */
function Verdict(props: ImportCheckProps) {
  const { id, preview, createMissing, mayWrite, applyAction, createMissingAction } = props;
  const { counts, missing } = preview;
  const unknown = missingText(missing.clients.length, missing.products.length);
  const written = counts.created + counts.updated;
  const names = [...missing.clients, ...missing.products].map(({ name }) => name);
  if (unknown !== "" && !createMissing) {
    return (
      <Alert
        tone="caution"
        title={`Not here yet: ${unknown}`}
        actions={
          mayWrite ? (
            <ActionForm id={id} action={createMissingAction} label={`Create ${unknown}`} />
          ) : null
        }
      >
        {listText(names)}
      </Alert>
    );
  }
  if (counts.rejected > 0) {
    return (
      <Alert
        tone="critical"
        title="Nothing is imported while rows are rejected"
        actions={
          mayWrite ? (
            <ButtonLink href="/imports" variant="primary" className="my-1">
              Upload the mended file
            </ButtonLink>
          ) : null
        }
      >
        Mend them in the file and upload it again. A file comes in whole or not at all.
      </Alert>
    );
  }
  if (written === 0) {
    const title =
      counts.unchanged > 0
        ? nothingNewText(counts.unchanged)
        : "This file holds no orders to import";
    return (
      <Alert
        tone="info"
        title={title}
        actions={mayWrite ? <ActionForm id={id} action={applyAction} label="Finish" /> : null}
      />
    );
  }
  return (
    <Alert
      tone="positive"
      title="Ready to import"
      actions={
        mayWrite ? (
          <ActionForm id={id} action={applyAction} label={`Import ${count(written, "order")}`} />
        ) : null
      }
    >
      New orders land in Open, at the end of the queue.
      {unknown === "" ? null : ` It creates ${unknown}: ${listText(names)}`}
    </Alert>
  );
}

const NAMED = 6;

function listText(names: readonly string[]): string {
  const rest = names.length - NAMED;
  const named = names.slice(0, NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest.toLocaleString("en")} more.` : `${named}.`;
}

function ActionForm({ id, action, label }: { id: string; action: FormAction; label: string }) {
  return (
    <form action={action} className="my-1">
      <input type="hidden" name="id" value={id} />
      <PendingButton variant="primary">{label}</PendingButton>
    </form>
  );
}
