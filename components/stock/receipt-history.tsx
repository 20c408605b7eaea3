import { actText, changeTexts } from "@/components/audit/words";
import { Section } from "@/components/ui/section";
import { formatInstant } from "@/lib/shared/dates";
import type { AuditRow } from "@/lib/workspaces/audit-queries";

type ReceiptHistoryProps = {
  /** The latest first. */
  readonly acts: readonly AuditRow[];
  readonly workspace: {
    readonly timeZone: string;
    readonly locale: string;
    readonly currency: string;
  };
};

/** Who did what to an expected receipt; one that nothing was written down of has no history. */
export function ReceiptHistory({ acts, workspace }: ReceiptHistoryProps) {
  const { timeZone, locale } = workspace;
  return acts.length === 0 ? null : (
    <Section title="History" flush>
      <ol className="divide-y">
        {acts.map(({ id, at, actorName, action, subject, data }) => (
          <li key={id} className="flex items-start justify-between gap-3 px-4 py-2.5">
            <div className="min-w-0 text-pretty">
              {actorName} {actText(action, subject, data)}
              {changeTexts(data, workspace).map(({ field, before, after }) => (
                <p key={field} className="text-muted text-sm">
                  {`${field} ${before} → ${after}`}
                </p>
              ))}
            </div>
            <time dateTime={at.toISOString()} className="shrink-0 text-faint text-sm">
              {formatInstant(at, timeZone, locale)}
            </time>
          </li>
        ))}
      </ol>
    </Section>
  );
}
