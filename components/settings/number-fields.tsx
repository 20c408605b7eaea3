"use client";

import { useState } from "react";
import type { FormFields } from "@/components/forms/field-value";
import { TextField } from "@/components/forms/text-field";

type NumberFieldsProps = {
  readonly fields: FormFields;
  readonly prefix: string;
  readonly next: number;
  readonly gs1Prefix: string | null;
};

/** The numbers of a workspace, with the one that the next order gets. */
export function NumberFields({ fields, prefix, next, gs1Prefix }: NumberFieldsProps) {
  const [typed, setTyped] = useState({
    prefix: fields.fieldValue("orderPrefix", prefix),
    next: fields.fieldValue("nextNumber", String(next)),
  });
  return (
    <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
      <input type="hidden" name="shownNumber" value={next} />
      <TextField
        fields={fields}
        name="orderPrefix"
        label="Order number prefix"
        initial={prefix}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped({ ...typed, prefix: event.target.value })}
      />
      <TextField
        fields={fields}
        name="nextNumber"
        label="Next number"
        initial={String(next)}
        autoComplete="off"
        inputMode="numeric"
        onChange={(event) => setTyped({ ...typed, next: event.target.value })}
      />
      <p className="-mt-2 text-muted text-sm sm:col-span-2">
        Next order:{" "}
        <output className="font-semibold text-ink">
          {typed.prefix.trim()}
          {typed.next.trim()}
        </output>
        . The number can only go up; numbers given before stay as they are.
      </p>
      <TextField
        fields={fields}
        name="gs1Prefix"
        label="GS1 company prefix"
        initial={gs1Prefix}
        optional
        autoComplete="off"
        inputMode="numeric"
        hint="7 to 10 digits; without one, SSCCs are marked as internal."
      />
    </div>
  );
}
