import { Alert } from "@/components/ui/alert";
import type { Flash } from "@/lib/auth/flash";
import { type RefusalWords, refusalText } from "./refusal-words";

/** What the form that led here did, in the page's own words. */
export function FlashNotice({ flash, words }: { flash: Flash | null; words: RefusalWords }) {
  if (flash === null) {
    return null;
  }
  const isDone = flash.kind === "done";
  return (
    <Alert
      className="mb-4"
      tone={isDone ? "positive" : "critical"}
      role={isDone ? "status" : "alert"}
      title={refusalText({ code: flash.code, ...(flash.data ? { data: flash.data } : {}) }, words)}
    />
  );
}
