/** Decides the words for what may be refused when people are invited and changed. */
import { type RefusalWords, waitText } from "@/components/forms/refusal-words";

export const PEOPLE_WORDS: RefusalWords = {
  owners_only: "Only an owner can do this with an owner.",
  last_owner: "This is the only owner. Make somebody else an owner first.",
  client_person: "People of a client and people of the workspace can't be turned into each other.",
  not_yourself: "Nobody can raise their own role. Ask an owner.",
  already_member: "This person works here already.",
  disabled_member: "This person was disabled. Enable them in the list instead.",
  too_many_tries: ({ seconds }) =>
    `Many invitations were made today. Wait ${waitText(Number(seconds))}.`,
  not_found: "This is not here any more: somebody may have answered or revoked it meanwhile.",
  changed_meanwhile: "Somebody else invited this address just now. Reload the page to see it.",
};
