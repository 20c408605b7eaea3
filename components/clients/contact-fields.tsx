"use client";

import { Plus } from "lucide";
import { useState } from "react";
import type { FormFields } from "@/components/forms/field-value";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Icon } from "@/components/ui/icon";

type Contact = {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly getsMessages: boolean;
};

type ContactFieldsProps = {
  readonly fields: FormFields;
  readonly contacts: readonly Contact[];
  readonly max: number;
};

/** The people of a client. A row left empty is none, so clearing a name removes the contact. */
export function ContactFields({ fields, contacts, max }: ContactFieldsProps) {
  const [rows, setRows] = useState(Math.min(max, contacts.length + 1));
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: rows }, (_, row) => row).map((row) => {
        const of = (part: "name" | "email" | "phone") => ({
          fields,
          name: `contacts.${row}.${part}`,
          initial: contacts[row]?.[part] ?? null,
          // On a phone the fields stand below each other, so that each needs its label in sight.
          fieldClassName: row > 0 ? "sm:[&_label]:sr-only" : undefined,
          autoComplete: "off",
        });
        const person = `contact ${row + 1}`;
        return (
          <div key={row} className="grid gap-3 sm:grid-cols-[1fr_1.4fr_1fr_auto]">
            <TextField {...of("name")} label={row === 0 ? "Name" : `Name of ${person}`} />
            <TextField
              {...of("email")}
              label={row === 0 ? "E-mail" : `E-mail of ${person}`}
              inputMode="email"
            />
            <TextField {...of("phone")} label={row === 0 ? "Phone" : `Phone of ${person}`} />
            <div className="self-end pb-1 max-sm:pb-0">
              <input type="hidden" name={`contacts.${row}.getsMessages`} value="off" />
              <Checkbox
                name={`contacts.${row}.getsMessages`}
                value="on"
                defaultChecked={contacts[row]?.getsMessages ?? true}
                label="Messages"
                aria-label={`Messages to ${person}`}
              />
            </div>
          </div>
        );
      })}
      {rows < max ? (
        <Button
          variant="ghost"
          className="-ms-3 max-md:-ms-4 self-start"
          onClick={() => setRows(rows + 1)}
        >
          <Icon of={Plus} />
          Add a contact
        </Button>
      ) : null}
    </div>
  );
}
