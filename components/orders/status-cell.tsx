import { Popover } from "@/components/ui/popover";
import { cn } from "@/lib/shared/cn";
import { StatusBadge, type StatusDetail, type StatusOf, statusLook } from "./status-badge";

type StatusCellProps = StatusOf & StatusDetail & { readonly reasonId: string };

/** A status that is the button for its reason: a real button, so that touch, keys and screen readers reach it. */
export function StatusCell(props: StatusCellProps) {
  const { words, toneClass, bar } = statusLook(props);
  return (
    <button
      type="button"
      popoverTarget={props.reasonId}
      className={`status-cell ${toneClass}${bar === null ? "" : " meter"}`}
      style={bar === null ? undefined : { "--percent": bar }}
    >
      <span className="status-word glyph">{words}</span>
    </button>
  );
}

export type Reason = StatusOf &
  StatusDetail & { readonly label: string; readonly explanation: string };

/** The sentences behind the status buttons that carry the same id. */
export function StatusReason({ id, reasons }: { id: string; reasons: readonly Reason[] }) {
  return (
    <Popover id={id} className={cn("p-3 text-sm", reasons.length > 1 && "md:w-80")}>
      <dl className="flex flex-col gap-2.5">
        {reasons.map((reason) => (
          <div key={reason.label}>
            <dt className="flex items-baseline justify-between gap-4">
              <span className="text-muted">{reason.label}</span>
              <StatusBadge {...reason} />
            </dt>
            <dd className="mt-0.5">{reason.explanation}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
