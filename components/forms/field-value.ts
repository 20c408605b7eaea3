/** What a part of a form needs from the form it stands in. */
export type FormFields = {
  readonly fieldError: (name: string) => string | undefined;
  readonly fieldValue: (name: string, initial: string | null | undefined) => string;
};
