"use client";

import { useEffect, useRef } from "react";
import type { FormFields } from "@/components/forms/field-value";
import { TextField } from "@/components/forms/text-field";
import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";

export type PlaceOptions = {
  readonly zones: readonly SelectOption[];
  readonly currencies: readonly SelectOption[];
};

/** What a new workspace needs to know; the browser's own time zone is chosen already. */
export function WorkspaceFields({
  fields,
  zones,
  currencies,
}: PlaceOptions & { fields: FormFields }) {
  const zone = useRef<HTMLSelectElement>(null);

  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone.current?.value === "UTC" && zones.some((each) => each.value === here)) {
      zone.current.value = here;
    }
  }, [zones]);

  return (
    <>
      <TextField
        fields={fields}
        name="company"
        label="Company name"
        autoComplete="organization"
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Time zone" error={fields.fieldError("timeZone")}>
          {(control) => (
            <Select
              {...control}
              ref={zone}
              name="timeZone"
              options={zones}
              defaultValue={fields.fieldValue("timeZone", "UTC")}
            />
          )}
        </Field>
        <Field label="Currency" error={fields.fieldError("currency")}>
          {(control) => (
            <Select
              {...control}
              name="currency"
              options={currencies}
              defaultValue={fields.fieldValue("currency", "EUR")}
            />
          )}
        </Field>
      </div>
    </>
  );
}
