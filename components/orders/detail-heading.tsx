import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import type { OrderDetail } from "@/lib/orders/detail";
import { type Day, daysBetween, formatDay, relativeDay } from "@/lib/shared/dates";
import { poText, sourceWord } from "./order-parts";
import { ArchiveReasonBadge, TabBadge, tabWord } from "./status-badge";

type DetailHeadingProps = {
  readonly detail: OrderDetail;
  readonly locale: string;
  readonly today: Day;
  readonly actions: ReactNode;
};

/** Number, tab and flags of an order, and below them client, due day and the numbers others know it by. */
export function DetailHeading({ detail, locale, today, actions }: DetailHeadingProps) {
  const { row } = detail.order;
  const external = [sourceWord(row.source), row.externalId].filter(Boolean).join(" ");
  const parts = [
    detail.client.name,
    dueText(detail, locale, today),
    row.poNumber && poText(row.poNumber),
    external,
  ];
  return (
    <PageHeader
      back={{ href: `/orders/${row.tab}`, label: `${tabWord(row.tab)} orders` }}
      title={row.number}
      aside={
        <>
          <TabBadge tab={row.tab} />
          {row.archiveReason ? <ArchiveReasonBadge reason={row.archiveReason} /> : null}
          {detail.overdue && row.dueOn ? (
            <Badge tone="critical">Overdue {lateText(row.dueOn, today)}</Badge>
          ) : null}
          {row.onHold ? <Badge tone="caution">On hold</Badge> : null}
          {row.attention ? <Badge tone="critical">{attentionWord(row.attention)}</Badge> : null}
        </>
      }
      description={parts.filter(Boolean).join(" · ")}
      actions={actions}
    />
  );
}

const ATTENTION: Readonly<Record<string, string>> = {
  cancel_asked: "Buyer asks to cancel",
  cancelled_after_shipping: "Cancelled after shipping",
  channel_refused: "Marketplace not told",
  shipped_without_stock: "Shipped without stock",
  stock_released: "Lost its stock",
};

function attentionWord(attention: string): string {
  return ATTENTION[attention] ?? "Needs attention";
}

function lateText(dueOn: Day, today: Day): string {
  const days = daysBetween(dueOn, today);
  return days === 1 ? "1 day" : `${days} days`;
}

/** "Due Fri 12 Jun, in 3 days"; how far off it is matters only while something is owed. */
function dueText({ order: { row }, overdue }: OrderDetail, locale: string, today: Day): string {
  if (row.dueOn === null) {
    return "";
  }
  const day = formatDay(row.dueOn, locale, today);
  return row.tab === "open" && !overdue
    ? `Due ${day}, ${relativeDay(row.dueOn, today)}`
    : `Due ${day}`;
}
