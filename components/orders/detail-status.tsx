import { StatusBadge, type StatusDetail, type StatusOf } from "./status-badge";

type DetailStatus = StatusOf & StatusDetail & { readonly label: string; readonly sentence: string };

/** All statuses of an order side by side, each with the sentence that explains it. */
export function DetailStatus({ statuses }: { statuses: readonly DetailStatus[] }) {
  return (
    <section aria-label="Status" className="overflow-hidden rounded-lg border bg-raised">
      <dl className="grid grid-cols-[minmax(0,1.7fr)_repeat(4,minmax(0,1fr))] max-md:grid-cols-1">
        {statuses.map(({ label, sentence, ...status }) => (
          <div
            key={label}
            className="flex flex-col px-4 py-2.5 not-first:border-s max-md:border-s-0! max-md:not-first:border-t"
          >
            <dt className="text-muted text-sm">{label}</dt>
            <dd className="mt-0.5">
              <StatusBadge {...status} />
              <p className="mt-1 text-muted text-sm">{sentence}</p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
