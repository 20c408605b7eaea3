import Link from "next/link";
import { Fragment } from "react";
import { Alert } from "@/components/ui/alert";
import { PendingButton } from "@/components/ui/pending-button";
import type { ProductionState } from "@/lib/production/state";

/** How many are named before the rest is counted. */
const NAMED = 6;

type MadeStripProps = {
  readonly productions: readonly { readonly number: string; readonly state: ProductionState }[];
  /** Takes the press of Make back; null where it is not allowed. */
  readonly undo: {
    readonly action: (form: FormData) => Promise<void>;
    readonly fields: Readonly<Record<string, string>>;
  } | null;
};

/** What a press of Make planned, with the way back while nothing of it has begun. */
export function MadeStrip({ productions, undo }: MadeStripProps) {
  const live = productions.filter((one) => one.state !== "cancelled");
  const shown = live.length > 0 ? live : productions;
  const word = shown.length === 1 ? "1 production order" : `${shown.length} production orders`;
  const named = shown.slice(0, NAMED);
  const rest = shown.length - named.length;
  return (
    <Alert
      tone={live.length > 0 ? "positive" : "neutral"}
      role="status"
      title={`${word} ${live.length > 0 ? "planned" : "cancelled"}.`}
      actions={
        undo && live.some((one) => one.state === "not_started") ? (
          <form action={undo.action}>
            {Object.entries(undo.fields).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <PendingButton size="sm">Undo</PendingButton>
          </form>
        ) : null
      }
    >
      {named.map(({ number }, at) => (
        <Fragment key={number}>
          {at > 0 ? ", " : ""}
          <Link
            href={`/production/${encodeURIComponent(number)}`}
            className="underline underline-offset-2"
          >
            {number}
          </Link>
        </Fragment>
      ))}
      {rest > 0 ? ` and ${rest} more` : null}
    </Alert>
  );
}
