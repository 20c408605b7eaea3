/** Decides what an attempt to send a mail can have come to. */

export type MailOutcome =
  | { readonly state: "sent" }
  /** Certainly not sent; `again` says whether a later try may help. */
  | { readonly state: "refused"; readonly again: boolean; readonly error: string }
  /** The text was handed over and no answer came: it may or may not arrive. */
  | { readonly state: "unknown"; readonly error: string };

export const refused = (error: string, again: boolean): MailOutcome => ({
  state: "refused",
  again,
  error,
});

export const unknown = (error: string): MailOutcome => ({ state: "unknown", error });
