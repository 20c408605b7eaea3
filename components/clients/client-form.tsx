"use client";

import type { ComponentProps } from "react";
import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import type { Address } from "@/lib/shared/address";
import { AddressFields } from "./address-fields";
import { ContactFields } from "./contact-fields";

type EditedClient = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly allowPartial: boolean | null;
  readonly version: number;
  readonly shipTo: Address | null;
  readonly billTo: Address | null;
  readonly contacts: ComponentProps<typeof ContactFields>["contacts"];
};

type ClientFormProps = {
  readonly action: Action<unknown>;
  /** Null for a new client. */
  readonly client: EditedClient | null;
  readonly contactsMax: number;
  /** Whether the workspace ships complete orders only, for the words of the choice. */
  readonly shipComplete: boolean;
};

const WORDS = {
  code_taken: "Another client has this code.",
};

export function ClientForm({ action, client, contactsMax, shipComplete }: ClientFormProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, WORDS);
  const partialOptions = [
    { value: "", label: `As the workspace: ${shipComplete ? "complete only" : "partial allowed"}` },
    { value: "yes", label: "Partial shipments allowed" },
    { value: "no", label: "Complete only" },
  ];
  const partial = { true: "yes", false: "no", null: "" }[`${client?.allowPartial ?? null}`];
  return (
    <form {...form} className="flex flex-col gap-4">
      {client ? (
        <>
          <input type="hidden" name="id" value={client.id} />
          <input type="hidden" name="version" value={client.version} />
        </>
      ) : null}
      <Section title="Client">
        <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
          <TextField
            fields={fields}
            name="code"
            label="Code"
            initial={client?.code}
            autoComplete="off"
            required
          />
          <TextField
            fields={fields}
            name="name"
            label="Name"
            initial={client?.name}
            autoComplete="off"
            required
          />
          <Field label="Shipments" className="sm:col-span-2">
            {(control) => (
              <Select
                {...control}
                key={partial}
                name="allowPartial"
                options={partialOptions}
                defaultValue={fields.fieldValue("allowPartial", partial)}
              />
            )}
          </Field>
        </div>
      </Section>
      <div className="grid gap-4 lg:grid-cols-2">
        <Section title="Ships to" description="New orders take it when they bring no address.">
          <AddressFields fields={fields} name="shipTo" address={client?.shipTo ?? null} />
        </Section>
        <Section title="Bills to" description="Leave it empty when it is the same.">
          <AddressFields fields={fields} name="billTo" address={client?.billTo ?? null} />
        </Section>
      </div>
      <Section
        title="Contacts"
        description="Messages about their orders go to the addresses ticked for it."
      >
        <ContactFields fields={fields} contacts={client?.contacts ?? []} max={contactsMax} />
      </Section>
      <FormFooter
        pending={pending}
        message={message}
        done={value === null ? null : "Saved."}
        submit={client ? "Save" : "Create client"}
      />
    </form>
  );
}
