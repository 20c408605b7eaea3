"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { Action } from "@/lib/auth/guarded-action";
import { WEBHOOK_EVENTS } from "@/lib/workspaces/webhook-events";
import { API_WORDS, EVENT_WORDS } from "./words";

type EndpointFormProps = {
  readonly action: Action<unknown>;
  readonly endpoint: {
    readonly id: string;
    readonly version: number;
    readonly url: string;
    readonly description: string;
    readonly events: readonly string[];
  } | null;
  /** Where a person goes who wants none of it. */
  readonly cancelHref: string;
};

/** Where to and what a program is told. */
export function EndpointForm({ action, endpoint, cancelHref }: EndpointFormProps) {
  const { form, pending, message, ...fields } = useActionForm(action, API_WORDS);
  const error = fields.fieldError("events");
  return (
    <form {...form} className="flex flex-col gap-4">
      {endpoint ? (
        <>
          <input type="hidden" name="id" value={endpoint.id} />
          <input type="hidden" name="version" value={endpoint.version} />
        </>
      ) : null}
      <TextField
        fields={fields}
        name="url"
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://example.com/orderflow"
        hint="Gets a signed POST for each event."
        initial={endpoint?.url}
        autoComplete="off"
        maxLength={500}
        required
      />
      <TextField
        fields={fields}
        name="description"
        label="Description"
        initial={endpoint?.description}
        optional
        autoComplete="off"
        maxLength={120}
      />
      <fieldset className="min-w-0" aria-describedby={error ? "events-error" : undefined}>
        <legend className="mb-1 font-semibold text-sm">Events</legend>
        {error ? (
          <p id="events-error" className="mb-1 text-danger text-sm">
            {error}
          </p>
        ) : null}
        <div className="grid gap-x-6 sm:grid-cols-2">
          {WEBHOOK_EVENTS.map((event) => (
            <Checkbox
              key={event}
              name="events"
              value={event}
              defaultChecked={endpoint?.events.includes(event) ?? false}
              label={event}
              hint={EVENT_WORDS[event]}
            />
          ))}
        </div>
      </fieldset>
      <FormFooter
        pending={pending}
        message={message}
        done={null}
        submit={endpoint ? "Save" : "Add the endpoint"}
      >
        <ButtonLink href={cancelHref}>Cancel</ButtonLink>
      </FormFooter>
    </form>
  );
}
