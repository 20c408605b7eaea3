import { Section } from "@/components/ui/section";
import type { ArchiveReason, Tab } from "@/lib/orders/lifecycle";
import { formatInstant } from "@/lib/shared/dates";
import { ArchiveReasonBadge, TabBadge } from "./status-badge";

type WhyThisTabProps = {
  readonly tab: Tab;
  readonly archiveReason: ArchiveReason | null;
  /** Why, in a sentence, as in `Printing the shipping label closed it.` */
  readonly sentence: string;
  /** The move that led here; null for an order that never moved. */
  readonly moved: { readonly at: Date; readonly by: string } | null;
  /** What would move it on, as in `Sending the ASN archives it.` */
  readonly next: string | null;
  readonly timeZone: string;
  readonly locale: string;
};

export function WhyThisTab(props: WhyThisTabProps) {
  const { tab, archiveReason, sentence, moved, next, timeZone, locale } = props;
  return (
    <Section title="Why is it in this tab?">
      <p className="mb-2 flex flex-wrap gap-1.5">
        <TabBadge tab={tab} />
        {archiveReason ? <ArchiveReasonBadge reason={archiveReason} /> : null}
      </p>
      <p>{sentence}</p>
      {moved ? (
        <p className="text-muted text-sm">
          {moved.by},{" "}
          <time dateTime={moved.at.toISOString()}>{formatInstant(moved.at, timeZone, locale)}</time>
        </p>
      ) : null}
      {next ? <p className="mt-2 text-muted">{next}</p> : null}
    </Section>
  );
}
