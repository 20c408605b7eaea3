import { Search } from "lucide";
import { FilterForm } from "@/components/data-table/filter-form";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { KIND_OPTIONS } from "./words";

type AuditFiltersProps = {
  readonly q: string | null;
  readonly person: string | null;
  readonly kind: string | null;
  readonly people: readonly SelectOption[];
};

export function AuditFilters({ q, person, kind, people }: AuditFiltersProps) {
  return (
    <FilterForm
      key={[q, person, kind].join("|")}
      action="/settings/audit"
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      <div className="relative w-64 max-md:w-full">
        <Icon
          of={Search}
          className="-translate-y-1/2 pointer-events-none absolute start-2.5 top-1/2 size-4 text-faint"
        />
        <Input
          type="search"
          name="q"
          aria-label="Search the audit log"
          placeholder="Person, e-mail, client, SKU"
          defaultValue={q ?? ""}
          className="ps-8"
        />
      </div>
      <Select
        name="person"
        aria-label="Person"
        options={people}
        placeholder="Everybody"
        defaultValue={person ?? ""}
        className="w-auto max-w-48 max-md:flex-1"
      />
      <Select
        name="kind"
        aria-label="Kind"
        options={KIND_OPTIONS}
        placeholder="Everything"
        defaultValue={kind ?? ""}
        className="w-auto max-md:flex-1"
      />
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </FilterForm>
  );
}
