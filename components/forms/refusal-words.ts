/** Decides the words for why a form was refused. */
import type { Refusal } from "@/lib/shared/outcome";

export type RefusalWords = Readonly<
  Record<string, string | ((data: NonNullable<Refusal["data"]>) => string)>
>;

const COMMON: RefusalWords = {
  invalid: "Some fields need another look.",
  signed_out: "You were signed out. Sign in again in another tab, then send this once more.",
  not_allowed: "Your role may not do this. An owner or admin of the workspace can.",
  not_found: "This is not here any more.",
  no_answer:
    "No answer came: the connection may be lost. What you typed is still here. It may have been saved all the same, so look before you send it again.",
  changed_meanwhile:
    "Someone else changed this meanwhile. Nothing was saved; reload the page to see the change.",
};

/** The sentence for a refusal: the form's own words first, then those that all forms share. */
export function refusalText({ code, data = {} }: Refusal, own: RefusalWords = {}): string {
  const words = own[code] ?? COMMON[code] ?? "That was not possible. Nothing was saved.";
  return typeof words === "string" ? words : words(data);
}

/** A waiting time for people: minutes, rounded up, or seconds below one. */
export function waitText(seconds: number): string {
  if (seconds < 60) {
    return seconds === 1 ? "1 second" : `${seconds} seconds`;
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
