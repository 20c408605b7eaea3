import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DetailAccounts, DetailFacts } from "@/components/orders/detail-facts";
import { DetailHeading } from "@/components/orders/detail-heading";
import { DetailStatus } from "@/components/orders/detail-status";
import { DocumentsList } from "@/components/orders/documents-list";
import { OrderLines } from "@/components/orders/order-lines";
import { WhyThisTab } from "@/components/orders/why-this-tab";
import { OrderProduction } from "@/components/production/order-production";
import { may } from "@/lib/auth/permissions";
import { nextMove } from "@/lib/orders/next-move";
import { makeAction } from "@/lib/production/actions";
import { decideMake } from "@/lib/production/make";
import { type LoadedPage, loadOrder } from "./load-order";
import { OrderActions } from "./order-actions";
import { OrderShipments } from "./order-shipments";
import { OrderStrips } from "./order-strips";
import { OrderTimeline } from "./order-timeline";
import { OrderTracking } from "./order-tracking";
import { documentsOf, linesOf, offerFactsOf, statusesOf, sumsOf } from "./order-views";

type OrderPageProps = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const page = await loadOrder((await params).number);
  return {
    title: page ? `${page.detail.order.row.number} ${page.detail.client.name}` : "Not found",
  };
}

export default async function OrderPage({ params, searchParams }: OrderPageProps) {
  const page = await loadOrder((await params).number);
  if (page === null) {
    notFound();
  }
  const { ctx, detail, shipTo, mayShipPartly, productions } = page;
  const { row } = detail.order;
  const { job, batch, made } = await searchParams;
  const needs = decideMake(detail.order, null);
  const view = { locale: ctx.workspace.locale, timeZone: ctx.workspace.timeZone, today: ctx.today };
  return (
    <div className="max-md:pb-14">
      <DetailHeading
        detail={detail}
        locale={view.locale}
        today={view.today}
        actions={
          <OrderActions
            number={row.number}
            role={ctx.role}
            facts={offerFactsOf(page)}
            currency={row.currency}
          />
        }
      />
      <OrderStrips
        ctx={ctx}
        number={row.number}
        job={textOf(job)}
        batch={textOf(batch)}
        made={textOf(made)}
      />
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid min-w-0 gap-4">
          <DetailStatus order={row.number} statuses={statusesOf(page)} />
          <OrderLines
            order={row.number}
            lines={linesOf(page)}
            currency={row.currency}
            locale={view.locale}
            sums={sumsOf(detail)}
          />
          <OrderProduction
            order={row.number}
            productions={productions}
            needs={needs.ok ? needs.value : []}
            make={may(ctx.role, "production.write") ? makeAction : null}
            {...view}
          />
          <OrderShipments ctx={ctx} detail={detail} />
          <OrderTimeline {...page} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Why page={page} />
          <DetailFacts detail={detail} shipTo={shipTo} mayShipPartly={mayShipPartly} {...view} />
          <OrderTracking ctx={ctx} detail={detail} />
          <DocumentsList documents={documentsOf(detail)} {...view} />
          <DetailAccounts invoices={detail.invoices} payments={detail.payments} {...view} />
        </div>
      </div>
    </div>
  );
}

function Why({ page: { ctx, detail, policy } }: { page: LoadedPage }) {
  const { row } = detail.order;
  const last = detail.lastMove;
  return (
    <WhyThisTab
      tab={row.tab}
      archiveReason={row.archiveReason}
      sentence={detail.whyThisTab}
      moved={last ? { at: last.at, by: last.actorName } : null}
      next={nextMove(row, policy)}
      timeZone={ctx.workspace.timeZone}
      locale={ctx.workspace.locale}
    />
  );
}

const textOf = (value: string | string[] | undefined): string | null =>
  typeof value === "string" ? value : null;
