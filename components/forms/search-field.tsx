import { Search } from "lucide";
import { FilterForm } from "@/components/data-table/filter-form";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";

type SearchFieldProps = {
  readonly action: string;
  readonly label: string;
  readonly q: string | null;
  /** Kept through a new search. */
  readonly kept?: Readonly<Record<string, string>>;
};

/** The search of a list; Enter sends it, an empty one shows everything again. */
export function SearchField({ action, label, q, kept = {} }: SearchFieldProps) {
  return (
    <FilterForm action={action} className="relative mb-3 w-full md:max-w-80">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Icon
        of={Search}
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        name="q"
        aria-label={label}
        placeholder={label}
        defaultValue={q ?? ""}
        className="ps-8"
      />
    </FilterForm>
  );
}
