import { StatusBadge } from "./status-badge";
import { type Reason, StatusCell, StatusReason } from "./status-cell";

/** An order's statuses side by side. Those with an explanation are buttons that open it. */
export function StatusStrip({ id, statuses }: { id: string; statuses: readonly Reason[] }) {
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] overflow-hidden rounded-lg border bg-raised">
        {statuses.map((status) => (
          <div key={status.facet} className="px-4 py-2.5 shadow-[1px_1px_0_0_var(--color-line)]">
            <dt className="text-muted text-sm">{status.label}</dt>
            <dd className="mt-0.5 h-8">
              {status.explanation ? (
                <StatusCell {...status} reasonId={`${id}-${status.facet}`} />
              ) : (
                <StatusBadge {...status} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {statuses.map((status) =>
        status.explanation ? (
          <StatusReason key={status.facet} id={`${id}-${status.facet}`} reasons={[status]} />
        ) : null,
      )}
    </>
  );
}
