/** Decides how a field of a request that is not right is told: one plain sentence that names it. */
import type { z } from "@hono/zod-openapi";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const TYPES: Readonly<Record<string, string>> = {
  string: "must be text.",
  number: "must be a number.",
  int: "must be a whole number.",
  boolean: "must be true or false.",
  array: "must be a list.",
  object: "must be an object.",
  file: "must be a file.",
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "must be a day that exists, such as 2026-03-31.",
  uuid: "must be an id.",
};

/** The sentence for an issue; a schema's own message is said instead of it. */
export function fieldWords(issue: Issue): string {
  return `${nameOf(issue.path ?? [])} ${sayingOf(issue)}`;
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = path.findLast((key) => typeof key === "string");
  return name === undefined ? "The body" : String(name);
}

function sayingOf(issue: Issue): string {
  const missing = issue.input === undefined || issue.input === "";
  switch (issue.code) {
    case "invalid_type":
      return missing && issue.input === undefined
        ? "is missing."
        : (TYPES[String(issue.expected)] ?? "has the wrong type.");
    case "too_small":
      return missing ? "is missing." : smallWords(issue);
    case "too_big":
      return bigWords(issue);
    case "invalid_value":
      return missing && issue.input === undefined
        ? "is missing."
        : `must be one of ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[String(issue.format)] ?? "is not written as it must be.";
    case "custom":
      return typeof issue.params?.says === "string" ? issue.params.says : "is not right.";
    default:
      return "is not right.";
  }
}

function smallWords({ origin, minimum, inclusive }: Extract<Issue, { code: "too_small" }>): string {
  if (origin === "array") {
    return `needs at least ${minimum} ${Number(minimum) === 1 ? "entry" : "entries"}.`;
  }
  if (origin === "string") {
    return `must have at least ${minimum} characters.`;
  }
  return inclusive ? `must be at least ${minimum}.` : `must be more than ${minimum}.`;
}

function bigWords({ origin, maximum }: Extract<Issue, { code: "too_big" }>): string {
  if (origin === "array") {
    return `may have at most ${maximum} entries.`;
  }
  return origin === "string"
    ? `may have at most ${maximum} characters.`
    : `is too large: it may be at most ${maximum}.`;
}
