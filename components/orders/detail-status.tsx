import { SourceLinks } from "@/components/production/source-links";
import { StatusBadge, type StatusDetail, type StatusOf } from "./status-badge";

type DetailStatus = StatusOf & StatusDetail & { readonly label: string; readonly sentence: string };

/** All statuses of an order side by side, each with the sentence that explains it. */
export function DetailStatus({ statuses }: { statuses: readonly DetailStatus[] }) {
  return (
    <section aria-label="Status" className="overflow-hidden rounded-lg border bg-raised">
      <dl className="grid grid-cols-[minmax(0,1.6fr)_minmax(9.5rem,1.1fr)_repeat(3,minmax(0,1fr))] max-md:grid-cols-1">
        {statuses.map(({ label, sentence, ...status }) => (
          <div
            key={label}
            className="grid content-start gap-0.5 px-3 py-2.5 not-first:border-s first:ps-4 max-md:grid-cols-[1fr_auto] max-md:not-first:border-t max-md:border-s-0! max-md:px-4"
          >
            <dt className="text-muted text-sm">{label}</dt>
            <dd>
              <StatusBadge {...status} />
            </dd>
            <dd className="mt-0.5 text-muted text-sm max-md:col-span-2">
              <SourceLinks text={sentence} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
