import type { SelectOption } from "@/components/ui/select";
import { cn } from "@/lib/shared/cn";
import { type Markup, markup } from "@/lib/shared/markup";

type FilterSelectProps = {
  readonly name: string;
  /** Names the field, and is its empty choice. */
  readonly label: string;
  /** Empty where nothing is chosen. */
  readonly value: string;
  readonly options: readonly SelectOption[];
};

/** One choice of a {@link FilterForm}. Its options are plain markup: there are up to two hundred clients. */
export function FilterSelect({ name, label, value, options }: FilterSelectProps) {
  const choices = [{ value: "", label }, ...options].map((option) => optionMarkup(option, value));
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value}
      className={cn(
        "control select w-30 shrink-0",
        value === "" ? "border-line text-muted" : "border-accent font-semibold text-accent",
      )}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the template escapes all that it is given.
      dangerouslySetInnerHTML={{ __html: choices.join("") }}
    />
  );
}

const optionMarkup = ({ value, label }: SelectOption, chosen: string): Markup =>
  value === chosen
    ? markup`<option value="${value}" selected>${label}</option>`
    : markup`<option value="${value}">${label}</option>`;
