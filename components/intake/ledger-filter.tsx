import { Search } from "lucide";
import { FilterForm } from "@/components/data-table/filter-form";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LedgerRow } from "@/lib/intake/ledger-queries";
import { FATE_WORDS } from "./words";

type LedgerFilterProps = { readonly q: string | null; readonly fate: LedgerRow["fate"] | null };

const FATES = Object.entries(FATE_WORDS).map(([value, { word }]) => ({ value, label: word }));

/** Search and fate of the ledger; Enter or a choice applies at once. */
export function LedgerFilter({ q, fate }: LedgerFilterProps) {
  return (
    <FilterForm action="/imports/ledger" className="mb-3 flex flex-wrap gap-2">
      <div className="relative w-full md:w-80">
        <Icon
          of={Search}
          className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-faint"
        />
        <Input
          type="search"
          name="q"
          aria-label="Search by order or source"
          placeholder="Search by order or source"
          defaultValue={q ?? ""}
          className="ps-8"
        />
      </div>
      <Select
        key={fate}
        name="fate"
        aria-label="Fate"
        placeholder="All fates"
        options={FATES}
        defaultValue={fate ?? ""}
        className="w-auto max-md:w-full"
      />
    </FilterForm>
  );
}
