import type { Sentence } from "@/lib/orders/sentence";
import { SentenceText } from "./sentence-text";
import { statusId } from "./source-address";
import { StatusBadge, type StatusDetail, type StatusOf } from "./status-badge";

type DetailStatus = StatusOf &
  StatusDetail & {
    readonly label: string;
    readonly sentence: Sentence;
    /** What else matters, such as who is ahead. */
    readonly notes?: readonly Sentence[];
  };

type DetailStatusProps = { readonly order: string; readonly statuses: readonly DetailStatus[] };

/** All statuses of an order side by side, each with the sentence that explains it. */
export function DetailStatus({ order, statuses }: DetailStatusProps) {
  return (
    <section aria-label="Status" className="overflow-hidden rounded-lg border bg-raised">
      <dl className="grid grid-cols-[minmax(0,1.6fr)_minmax(9.5rem,1.1fr)_repeat(3,minmax(0,1fr))] max-md:grid-cols-1">
        {statuses.map(({ label, sentence, notes = [], ...status }) => (
          <div
            key={label}
            id={statusId(status.facet)}
            className="grid scroll-mt-16 content-start gap-0.5 px-3 py-2.5 target:bg-accent-wash not-first:border-s first:ps-4 max-md:grid-cols-[1fr_auto] max-md:not-first:border-t max-md:border-s-0! max-md:px-4"
          >
            <dt className="text-muted text-sm">{label}</dt>
            <dd>
              <StatusBadge {...status} />
            </dd>
            {[sentence, ...notes].map((each, at) => (
              <dd
                // biome-ignore lint/suspicious/noArrayIndexKey: the sentences never move.
                key={at}
                className="mt-0.5 text-pretty text-muted text-sm max-md:col-span-2"
              >
                <SentenceText sentence={each} order={order} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
