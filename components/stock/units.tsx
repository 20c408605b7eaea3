import { TONE_CLASS } from "@/components/ui/badge";
import { TableCell } from "@/components/ui/table";
import { cn } from "@/lib/shared/cn";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

type UnitsProps = {
  readonly value: Quantity;
  /** More than none of it is bad. */
  readonly critical?: boolean;
  readonly className?: string;
};

/** A quantity in a table: nothing is faint, what is missing stands out. */
export function Units({ value, critical, className }: UnitsProps) {
  return (
    <TableCell numeric className={cn("tabular-nums", className)}>
      <UnitsText value={value} critical={critical ?? false} />
    </TableCell>
  );
}

export function UnitsText({ value, critical }: { value: Quantity; critical?: boolean }) {
  const tone =
    critical && value > 0 ? `${TONE_CLASS.critical} font-semibold text-(--tone-text)` : "";
  return (
    <span className={value === 0 ? "text-faint" : tone}>
      {quantityText(value).replace("-", "−")}
    </span>
  );
}
