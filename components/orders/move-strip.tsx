import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { Tone } from "@/components/ui/badge";
import { PendingButton } from "@/components/ui/pending-button";

type MoveStripProps = {
  /** What happened, as in `12 orders closed by label print.` */
  readonly text: string;
  readonly tone?: Tone;
  /** What did not, order by order. */
  readonly children?: ReactNode;
  readonly undo?: {
    readonly action: (form: FormData) => void | Promise<void>;
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly links?: readonly { readonly href: string; readonly label: string }[];
};

/** The last move, on the tab it led to, as long as it can be taken back. Links open what it made. */
export function MoveStrip({ text, tone = "positive", children, undo, links = [] }: MoveStripProps) {
  const actions = (
    <>
      {undo ? (
        <form action={undo.action}>
          {Object.entries(undo.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <PendingButton size="sm">Undo</PendingButton>
        </form>
      ) : null}
      {links.map((link) => (
        // A plain anchor: documents are files, not pages of the app.
        <a
          key={link.href}
          href={link.href}
          target="_blank"
          rel="noreferrer"
          className="font-semibold underline underline-offset-2"
        >
          {link.label}
        </a>
      ))}
    </>
  );
  return (
    <Alert tone={tone} title={text} actions={actions} role="status">
      {children}
    </Alert>
  );
}
