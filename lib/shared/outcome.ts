/** What a command answers when a person could have caused its failure: a value, or a refusal with a code. */

export type Refusal<Code extends string = string> = {
  readonly code: Code;
  /** The input field the refusal is about, as a path such as `lines.2.quantity`. */
  readonly field?: string;
  /** Facts the words need: numbers, names, dates. Never secrets, never another workspace's data. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  /** Set where one request has several wrong fields. */
  readonly issues?: readonly { readonly field: string; readonly message: string }[];
};

export type Outcome<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> };

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<Code extends string>(
  code: Code,
  rest: Omit<Refusal<Code>, "code"> = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, ...rest } };
}
