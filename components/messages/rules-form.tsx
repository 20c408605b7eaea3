"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/auth/guarded-action";
import { NEWS_KINDS, type NewsKind } from "@/lib/messages/news";
import { NEWS_WORDS } from "./words";

type RulesFormProps = {
  readonly action: Action<unknown>;
  readonly version: number;
  readonly messageOn: readonly NewsKind[];
  readonly delayMinutes: number;
  readonly delays: readonly number[];
  readonly mayWrite: boolean;
};

const delayLabel = (minutes: number) =>
  minutes < 60
    ? `${minutes} ${minutes === 1 ? "minute" : "minutes"}`
    : `${minutes / 60} ${minutes === 60 ? "hour" : "hours"}`;

/** What clients are told of, and how long a change waits. Who may not change it reads it. */
export function RulesForm(props: RulesFormProps) {
  const { action, version, messageOn, delayMinutes, delays, mayWrite } = props;
  const { form, pending, message } = useActionForm(action);
  return (
    <form {...form}>
      <input type="hidden" name="version" value={version} />
      <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-4">
        <legend className="sr-only">Messages to clients</legend>
        <Section
          title="What clients are told"
          description="Each contact of a client can be left out on the client's page."
        >
          <div className="flex flex-col">
            {NEWS_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                name="messageOn"
                value={kind}
                defaultChecked={messageOn.includes(kind)}
                label={NEWS_WORDS[kind].label}
                hint={NEWS_WORDS[kind].hint}
              />
            ))}
          </div>
        </Section>
        <Section title="When">
          <div className="flex flex-wrap items-center gap-2">
            <label htmlFor="delay">A client is told when nothing has changed for</label>
            <Select
              id="delay"
              name="delayMinutes"
              defaultValue={String(delayMinutes)}
              options={delays.map((minutes) => ({
                value: String(minutes),
                label: delayLabel(minutes),
              }))}
              className="w-auto"
            />
          </div>
          <p className="mt-2 max-w-prose text-muted text-sm">
            Several changes, also of several orders, become one message. What is taken back
            meanwhile is told to nobody. After six times as long it is told in any case.
          </p>
        </Section>
        {mayWrite ? (
          <FormFooter pending={pending} message={message} done={null} submit="Save">
            <ButtonLink href="/settings/messages">Cancel</ButtonLink>
          </FormFooter>
        ) : null}
      </fieldset>
    </form>
  );
}
