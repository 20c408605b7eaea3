import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ChangeForm } from "@/components/production/change-form";
import { ProductionHistory } from "@/components/production/history";
import { ReportForm } from "@/components/production/report-form";
import { ProductionStateBadge, Progress } from "@/components/production/state-badge";
import { doneWords } from "@/components/production/words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { Facts, Section } from "@/components/ui/section";
import { type Flash, readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { changeAction, reportAction, takeBackAction } from "@/lib/production/actions";
import { findProduction, type ProductionDetail } from "@/lib/production/queries";
import { allowedActs } from "@/lib/production/state";
import { formatDay, relativeDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { ProductionActions } from "./production-actions";

type ProductionProps = { params: Promise<{ number: string }> };

const load = cache(async (number: string) => {
  const ctx = await requireContext("production.read");
  const production = await findProduction(ctx, number);
  return production === null ? null : { ctx, production };
});

export async function generateMetadata({ params }: ProductionProps): Promise<Metadata> {
  const found = await load((await params).number);
  return {
    title: found ? `${found.production.number} ${found.production.name}` : "Not found",
  };
}

export default async function ProductionOrderPage({ params }: ProductionProps) {
  const found = await load((await params).number);
  if (found === null) {
    notFound();
  }
  const { ctx, production } = found;
  const { number } = production;
  const { locale, timeZone } = ctx.workspace;
  const flash = await readFlash(`/production/${encodeURIComponent(number)}`);
  const acts = may(ctx.role, "production.write") ? allowedActs(production) : [];
  const last = production.reports.find((report) => report.takenBackAt === null);
  const takeBack = (seq: number) => <TakeBack number={number} report={seq} />;
  return (
    <div className="max-w-5xl">
      <PageHeader
        back={{ href: "/production", label: "Production" }}
        title={number}
        aside={
          <>
            <ProductionStateBadge state={production.state} />
            {production.isLate ? (
              <Badge tone="critical">{relativeDay(production.dueOn, ctx.today)}</Badge>
            ) : null}
            {production.isAfterPromise && production.order?.promise ? (
              <Badge tone="critical">
                After the promise of {formatDay(production.order.promise, locale, ctx.today)}
              </Badge>
            ) : null}
          </>
        }
        description={production.name}
        actions={<ProductionActions number={number} acts={acts} production={production} />}
      />
      <Told
        flash={flash}
        order={production.order?.number ?? null}
        undo={flash?.code === "reported" && last && acts.length > 0 ? takeBack(last.seq) : null}
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid min-w-0 gap-4">
          <Section title="Made" description={leftWords(production)}>
            <div className="grid gap-4">
              <Progress {...production} className="[&>span]:text-base" />
              {production.blockedReason ? (
                <Alert tone="critical" title={`Blocked: ${production.blockedReason}`} />
              ) : null}
              {acts.includes("report") ? (
                <ReportForm
                  // After a report the form is a new one, with a key of its own.
                  key={production.events.length}
                  action={reportAction}
                  number={number}
                  remaining={production.remaining}
                  formKey={crypto.randomUUID()}
                />
              ) : null}
            </div>
          </Section>
          <ProductionHistory
            events={production.events}
            takeBack={new Map(last && acts.length > 0 ? [[last.seq, takeBack(last.seq)]] : [])}
            takenBack={
              new Set(
                production.reports.filter((one) => one.takenBackAt !== null).map((one) => one.seq),
              )
            }
            timeZone={timeZone}
            locale={locale}
            today={ctx.today}
          />
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title="Production order">
            <Facts items={factsOf(ctx, production)} />
          </Section>
          {acts.includes("change") ? (
            <Section title="Plan">
              <ChangeForm key={production.version} action={changeAction} production={production} />
            </Section>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function leftWords({ finish, remaining, made, quantity }: ProductionDetail): string {
  if (finish === null) {
    return `${quantityText(remaining)} still to be made.`;
  }
  const surplus = made - quantity;
  return surplus > 0 ? `${quantityText(surplus)} more than planned.` : "Nothing more will come.";
}

function factsOf(ctx: Context, production: ProductionDetail) {
  const { order, client, line, dueOn, sku, productId, name, scrapped, onHand } = production;
  const { locale } = ctx.workspace;
  const link = "text-accent hover:underline";
  const due = formatDay(dueOn, locale, ctx.today);
  const isOpen = production.finish === null;
  return [
    {
      label: "Product",
      value: (
        <>
          <Link href={`/products/${productId}`} className={link}>
            {name}
          </Link>
          <span className="block text-muted text-sm">
            {sku}, {quantityText(onHand)} on hand
          </span>
        </>
      ),
    },
    {
      label: "For",
      value: order ? (
        <>
          <Link href={`/orders/${encodeURIComponent(order.number)}`} className={link}>
            {order.number}
          </Link>
          <span className="block text-muted text-sm">
            {[`line ${line}`, order.tab === "open" ? null : order.tab, client]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </>
      ) : (
        "Stock"
      ),
    },
    { label: "Due", value: isOpen ? `${due}, ${relativeDay(dueOn, ctx.today)}` : due },
    ...(order?.promise
      ? [{ label: "Promised", value: formatDay(order.promise, locale, ctx.today) }]
      : []),
    ...(scrapped > 0 ? [{ label: "Scrapped", value: quantityText(scrapped) }] : []),
  ];
}

type ToldProps = {
  readonly flash: Flash | null;
  readonly order: string | null;
  readonly undo: React.ReactNode;
};

/** What the last form did, and the way back. */
function Told({ flash, order, undo }: ToldProps) {
  if (flash === null) {
    return null;
  }
  const isDone = flash.kind === "done";
  return (
    <Alert
      className="mb-4"
      tone={isDone ? "positive" : "caution"}
      role={isDone ? "status" : "alert"}
      title={doneWords(flash, order)}
      actions={undo}
    />
  );
}

function TakeBack({ number, report }: { number: string; report: number }) {
  return (
    <form action={takeBackAction}>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="report" value={report} />
      <PendingButton size="sm">Undo</PendingButton>
    </form>
  );
}
