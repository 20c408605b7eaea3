"use client";

import { AddressFields } from "@/components/clients/address-fields";
import { FormFooter } from "@/components/forms/form-footer";
import type { RefusalWords } from "@/components/forms/refusal-words";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select, type SelectOption } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import type { WorkspaceSettings } from "@/lib/workspaces/settings";
import { NumberFields } from "./number-fields";

const WORDS: RefusalWords = {
  currency_in_use: "Orders or prices exist by now, so the currency stays.",
  number_used: ({ next }) => `Next number can only go up: ${next} comes next.`,
  prefix_too_long:
    "GS1 company prefix leaves too few digits for the serials that are in use. Take a shorter one.",
};

const PAPERS = [
  { value: "a4", label: "A4" },
  { value: "letter", label: "US Letter" },
];

type WorkspaceFormProps = {
  readonly action: Action<unknown>;
  readonly settings: WorkspaceSettings;
  readonly options: {
    readonly zones: readonly SelectOption[];
    readonly locales: readonly SelectOption[];
    readonly currencies: readonly SelectOption[];
  };
};

/** What a workspace is called, where it is, and how its numbers and papers look. */
export function WorkspaceForm({ action, settings, options }: WorkspaceFormProps) {
  const { form, pending, message, saved: _saved, ...fields } = useActionForm(action, WORDS);
  const choice = (
    name: string,
    label: string,
    choices: readonly SelectOption[],
    value: string,
    more: { hint?: string; disabled?: boolean } = {},
  ) => (
    <Field label={label} error={fields.fieldError(name)} hint={more.hint}>
      {(control) => (
        <Select
          {...control}
          name={name}
          options={choices}
          disabled={more.disabled}
          defaultValue={fields.fieldValue(name, value)}
        />
      )}
    </Field>
  );
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="version" value={settings.version} />
      <Section title="Company">
        <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
          <TextField
            fields={fields}
            name="name"
            label="Company name"
            initial={settings.name}
            autoComplete="organization"
            required
            fieldClassName="sm:col-span-2"
          />
          {choice("timeZone", "Time zone", options.zones, settings.timeZone, {
            hint: "Decides when a day begins, and so what is overdue.",
          })}
          {choice("locale", "Dates and numbers", options.locales, settings.locale)}
          {choice("currency", "Currency", options.currencies, settings.currency, {
            disabled: !settings.currencyIsFree,
            hint: settings.currencyIsFree
              ? "Can change until the first order or price."
              : "Stays, because orders or prices exist: nothing converts them.",
          })}
        </div>
      </Section>
      <Section title="Numbers">
        <NumberFields
          fields={fields}
          prefix={settings.orderPrefix}
          next={settings.nextNumber}
          gs1Prefix={settings.gs1Prefix}
        />
      </Section>
      <Section title="Shipping and documents">
        <div className="flex flex-col gap-4">
          <div className="grid gap-3 sm:grid-cols-2">
            {choice("paper", "Paper", PAPERS, settings.paper, {
              hint: "Labels are always 4 x 6 inches.",
            })}
          </div>
          <Checkbox
            name="shipComplete"
            defaultChecked={settings.shipComplete}
            label="Ship complete orders only"
            hint="Printing many orders refuses one that would go partly. A client or an order may say otherwise."
          />
        </div>
      </Section>
      <Section title="Ships from" description="The sender on labels, slips and ASNs.">
        <AddressFields fields={fields} name="shipFrom" address={settings.shipFrom} />
      </Section>
      <FormFooter pending={pending} message={message} done={null} submit="Save" />
    </form>
  );
}
