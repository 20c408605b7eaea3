"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";
import type { Day } from "@/lib/shared/dates";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { PRODUCTION_REFUSALS } from "./words";

type ChangeFormProps = {
  readonly action: Action<unknown>;
  readonly production: {
    readonly number: string;
    readonly quantity: Quantity;
    readonly dueOn: Day;
    readonly version: number;
  };
};

/** How many are planned, and by when. */
export function ChangeForm({ action, production }: ChangeFormProps) {
  const { number, quantity, dueOn, version } = production;
  const {
    form,
    pending,
    message,
    value: _value,
    ...fields
  } = useActionForm(action, PRODUCTION_REFUSALS);
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="version" value={version} />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          fields={fields}
          name="quantity"
          label="Planned"
          initial={quantityText(quantity)}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <TextField fields={fields} name="dueOn" label="Due" type="date" initial={dueOn} required />
      </div>
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      <Button type="submit" disabled={pending} className="self-start">
        {pending ? <Spinner /> : null}
        Save the plan
      </Button>
    </form>
  );
}
