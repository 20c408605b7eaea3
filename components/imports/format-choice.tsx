import { type DateOrder, readDay } from "@/lib/intake/file/dates";
import type { Question } from "@/lib/intake/file/mapping";
import { type DecimalMark, readNumber } from "@/lib/intake/file/numbers";
import { formatShortDay } from "@/lib/shared/dates";
import type { Decimal } from "@/lib/shared/money";

type FormatChoiceProps = {
  readonly choice: Question;
  /** What was answered before. */
  readonly chosen: string | undefined;
  readonly locale: string;
};

type Option = { readonly value: string; readonly label: string };

/** Asks how a column is written where its cells leave that open. */
export function FormatChoice({ choice, chosen, locale }: FormatChoiceProps) {
  const isDay = choice.kind === "date_order";
  const name = `${isDay ? "dateOrders" : "decimalMarks"}.${choice.field}`;
  const options = isDay ? dayOptions(choice.example, locale) : numberOptions(choice.example);
  return (
    <fieldset className="mt-1">
      <legend className="text-sm">
        {choice.example ? `“${choice.example}” means` : "This column is written as"}
      </legend>
      <div className="flex flex-wrap gap-x-4">
        {options.map(({ value, label }) => (
          <label key={value} className="flex items-center gap-1.5 py-0.5 max-md:min-h-11">
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={chosen === value}
              required
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function dayOptions(example: string | null, locale: string): Option[] {
  const label = (order: DateOrder, otherwise: string) => {
    const day = example === null ? null : readDay(example, order);
    return day === null ? otherwise : formatShortDay(day, locale);
  };
  return [
    { value: "dmy", label: label("dmy", "day first: 31/12/2026") },
    { value: "mdy", label: label("mdy", "month first: 12/31/2026") },
  ];
}

function numberOptions(example: string | null): Option[] {
  const label = (mark: DecimalMark, otherwise: string) => {
    const number = example === null ? null : readNumber(example, mark);
    return number === null ? otherwise : spelled(number);
  };
  return [
    { value: ".", label: label(".", "decimal dot: 1,234.50") },
    { value: ",", label: label(",", "decimal comma: 1.234,50") },
  ];
}

/** A number without marks, as in `1234` or `1 and 234/1000`, so that it can't be mistaken again. */
function spelled({ value, scale }: Decimal): string {
  const digits = value.toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const places = digits.slice(digits.length - scale).replace(/0+$/, "");
  return places === "" ? whole : `${whole} and ${places}/1${"0".repeat(places.length)}`;
}
