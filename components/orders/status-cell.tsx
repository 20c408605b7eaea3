import type { StatusView } from "./row-view";

/** The popover of `OrderReasons`, which a page with status buttons holds once. */
export const REASON_POPOVER_ID = "order-reason";

/** The facets in the order of a row's statuses. */
export const FACET_LABELS = ["Stock", "Production", "Shipment"] as const;

type StatusCellProps = { readonly label: string; readonly status: StatusView };

/** A status that is the button for its reason: one element, because a list holds hundreds of them. */
export function StatusCell({ label, status }: StatusCellProps) {
  const { words, tone, bar, why } = status;
  return (
    <button
      type="button"
      popoverTarget={REASON_POPOVER_ID}
      title={why}
      data-label={label}
      className={`status-cell glyph ${tone}${bar === null ? "" : " meter"}`}
      style={bar === null ? undefined : { "--percent": bar }}
    >
      {words}
    </button>
  );
}

/** The same on a card: the facet beside the glyph, the words below. */
export function StatusSegment({ label, status }: StatusCellProps) {
  return (
    <button
      type="button"
      popoverTarget={REASON_POPOVER_ID}
      title={status.why}
      data-label={label}
      data-words={status.words}
      className={`status-segment glyph ${status.tone}`}
    >
      <span>{label}</span>
      {status.words}
    </button>
  );
}
