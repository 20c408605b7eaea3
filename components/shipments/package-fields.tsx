import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import type { PackableLine } from "./shipment-form";

type PackageFieldsProps = {
  /** From 0. */
  readonly at: number;
  readonly count: number;
  readonly lines: readonly PackableLine[];
  /** As typed, line by line. */
  readonly quantities: readonly string[];
  /** What all packages together hold of each line. */
  readonly packed: readonly Quantity[];
  readonly error: (line: number) => string | undefined;
  readonly onChange: (line: number, text: string) => void;
  readonly onRemove: () => void;
};

/** One package: a quantity for each line that could leave. */
export function PackageFields(props: PackageFieldsProps) {
  const { at, count, lines, quantities, packed, error, onChange, onRemove } = props;
  return (
    <Section
      title={count === 1 ? "What leaves" : `Package ${at + 1} of ${count}`}
      flush
      actions={
        count > 1 ? (
          <Button size="sm" variant="ghost" onClick={onRemove}>
            Remove<span className="sr-only"> package {at + 1}</span>
          </Button>
        ) : null
      }
    >
      <ul className="divide-y">
        {lines.map((line, index) => (
          <li
            key={line.line}
            className="grid grid-cols-[minmax(0,1fr)_6.5rem] items-start gap-x-4 px-4 py-2.5"
          >
            <input type="hidden" name={`packages.${at}.lines.${index}.line`} value={line.line} />
            <div className="min-w-0">
              <p className="truncate">{line.name}</p>
              <p className="text-muted text-sm">
                <span className="break-words">{line.sku}</span>
                <span className="max-md:hidden"> · </span>
                <span className="max-md:block">
                  <Room line={line} packed={packed[index] ?? 0} />
                </span>
              </p>
            </div>
            <Field
              label={`Quantity of ${line.sku} in package ${at + 1}`}
              labelHidden
              error={error(index)}
            >
              {(control) => (
                <Input
                  {...control}
                  name={`packages.${at}.lines.${index}.quantity`}
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={30}
                  value={quantities[index] ?? ""}
                  placeholder="0"
                  onChange={(event) => onChange(index, event.target.value)}
                  className="text-right tabular-nums"
                />
              )}
            </Field>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** How much of a line can leave, and whether the packages hold more or less of it. */
function Room({ line, packed }: { line: PackableLine; packed: Quantity }) {
  const { free, owed, beyond, allowed } = line;
  const more =
    beyond > 0
      ? `, up to ${quantityText(beyond)} more`
      : allowed > 0
        ? ", none free beyond it"
        : "";
  const all =
    free < owed
      ? `${quantityText(free)} of ${quantityText(owed)} can leave`
      : `${quantityText(owed)} owed${more}`;
  const most = free < owed ? free : free + beyond;
  if (packed > most) {
    return <span className="text-danger">{`${all}, ${quantityText(packed - most)} too many`}</span>;
  }
  if (packed > owed) {
    return `${all}, ${quantityText(packed - owed)} of them packed`;
  }
  return packed < free ? `${all}, ${quantityText(free - packed)} not packed` : all;
}
