"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import type { ConnectionField } from "@/lib/intake/channels/connector";

type ConnectionFormProps = {
  readonly action: Action<unknown>;
  readonly channel: string;
  readonly channelName: string;
  readonly fields: readonly ConnectionField[];
  /** Null for a new connection. */
  readonly connection: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly secretEnds: Readonly<Record<string, string>>;
  } | null;
  readonly submit: string;
};

const WORDS = {
  already_connected: ({ name }: Readonly<Record<string, unknown>>) =>
    `This account is connected already, as “${String(name)}”.`,
};

/** The form of a channel's connection, made from the channel's own list of fields. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { action, channel, channelName, fields, connection, submit } = props;
  const { form, pending, message, ...state } = useActionForm(action, WORDS);
  return (
    <form {...form} className="flex max-w-xl flex-col gap-4">
      {connection ? (
        <>
          <input type="hidden" name="id" value={connection.id} />
          <input type="hidden" name="version" value={connection.version} />
        </>
      ) : (
        <input type="hidden" name="channel" value={channel} />
      )}
      <TextField
        fields={state}
        name="name"
        label="Name"
        initial={connection?.name ?? channelName}
        hint="As your team calls this account."
        autoComplete="off"
        maxLength={80}
      />
      {fields.map((field) => (
        <ChannelField
          key={field.name}
          field={field}
          state={state}
          setting={connection ? (connection.settings[field.name] ?? "") : field.initial}
          secretEnd={connection?.secretEnds[field.name]}
        />
      ))}
      <FormFooter pending={pending} message={message} done={null} submit={submit} />
    </form>
  );
}

type ChannelFieldProps = {
  readonly field: ConnectionField;
  readonly state: Parameters<typeof TextField>[0]["fields"];
  readonly setting: string;
  /** The end of the secret that is there; undefined where there is none. */
  readonly secretEnd: string | undefined;
};

function ChannelField({ field, state, setting, secretEnd }: ChannelFieldProps) {
  const name = `${field.secret ? "secret" : "values"}.${field.name}`;
  if (field.options !== null) {
    return (
      <Field label={field.label} hint={field.hint} error={state.fieldError(name)}>
        {(control) => (
          <Select
            {...control}
            name={name}
            options={field.options ?? []}
            defaultValue={state.fieldValue(name, setting)}
          />
        )}
      </Field>
    );
  }
  const isKept = field.secret && secretEnd !== undefined;
  return (
    <TextField
      fields={state}
      name={name}
      label={field.label}
      initial={field.secret ? "" : setting}
      hint={isKept ? "Leave it empty to keep the one that is there." : field.hint}
      placeholder={isKept ? `••••••••${secretEnd}` : undefined}
      optional={!field.required}
      type={field.secret ? "password" : "text"}
      autoComplete={field.secret ? "new-password" : "off"}
      spellCheck={false}
    />
  );
}
