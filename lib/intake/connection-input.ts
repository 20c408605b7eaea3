/** Decides what a connection's form says: settings, secrets, or what is wrong with each field. */
import { accept, type Outcome, type Refusal } from "@/lib/shared/outcome";
import type { ConnectionField } from "./channels/connector";
import type { ChannelDescription } from "./channels/descriptions";

export type ConnectionValues = {
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};

type Sent = Readonly<Record<string, string>>;

const VALUE_MAX = 4000;

/** An empty secret keeps the one that is there; a field that is not the form's is dropped. */
export function readConnectionValues(
  { fields, issuesOf }: Pick<ChannelDescription, "fields" | "issuesOf">,
  sent: Sent,
  keptSecrets: Sent = {},
): Outcome<ConnectionValues, "invalid"> {
  const nameOf = (field: ConnectionField) => `${field.secret ? "secret" : "values"}.${field.name}`;
  const issues: NonNullable<Refusal["issues"]>[number][] = [];
  const settings: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const field of fields) {
    const typed = (sent[field.name] ?? "").trim();
    const value = typed || (field.secret ? (keptSecrets[field.name] ?? "") : "");
    const problem = problemOf(field, value);
    if (problem) {
      issues.push({ field: nameOf(field), message: problem });
    } else if (value !== "") {
      (field.secret ? secrets : settings)[field.name] = value;
    }
  }
  for (const { field, message } of issues.length === 0
    ? (issuesOf?.({ settings, secrets }) ?? [])
    : []) {
    const asked = fields.find(({ name }) => name === field);
    issues.push({ field: asked ? nameOf(asked) : field, message });
  }
  return issues.length > 0
    ? { ok: false, refusal: { code: "invalid", issues } }
    : accept({ settings, secrets });
}

function problemOf({ label, required, options }: ConnectionField, value: string): string | null {
  if (value === "") {
    return required ? `${label} is missing.` : null;
  }
  if (value.length > VALUE_MAX || /[\p{Cc}\p{Surrogate}]/u.test(value)) {
    return `${label} is too long or holds characters that it can't have.`;
  }
  const isOffered = options === null || options.some((option) => option.value === value);
  return isOffered ? null : `${label}: choose one of the list.`;
}

/** The end of a secret, by which a person tells it from another one. Short ones show nothing. */
export function secretEnd(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : "";
}
