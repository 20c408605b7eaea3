import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { poText } from "@/components/orders/order-parts";
import { AnswerTitle } from "@/components/portal/answer";
import { OrderFacts } from "@/components/portal/order-facts";
import { PackageList } from "@/components/portal/package-list";
import { SplitLines } from "@/components/portal/split-lines";
import { Steps } from "@/components/portal/steps";
import { PostalAddress } from "@/components/ui/postal-address";
import { Section } from "@/components/ui/section";
import { requireContext } from "@/lib/auth/session";
import { type ClientOrderPage, findClientOrder } from "@/lib/orders/client-orders";
import { formatFullDay } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

type OrderProps = { params: Promise<{ number: string }> };

const load = cache(async (number: string) => {
  const ctx = await requireContext("portal.read");
  const order = await findClientOrder(ctx, number);
  return order === null ? notFound() : { ctx, order };
});

export async function generateMetadata({ params }: OrderProps): Promise<Metadata> {
  const { order } = await load((await params).number);
  return {
    title: `${order.poNumber ? poText(order.poNumber) : order.number}: ${order.answer.headline}`,
  };
}

/** One order of the client: when it comes, then why, then everything else. */
export default async function PortalOrderPage({ params }: OrderProps) {
  const { ctx, order } = await load((await params).number);
  const { locale } = ctx.workspace;
  return (
    <>
      <p className="mb-3">
        <Link
          href="/portal"
          className="-my-3 inline-block py-3 text-muted text-sm hover:text-ink hover:underline print:hidden"
        >
          <span aria-hidden="true">← </span>
          Your orders
        </Link>
      </p>
      <p className="mb-2 text-muted">
        {[order.poNumber && poText(order.poNumber), order.number, order.externalId]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <AnswerTitle answer={order.answer} />
      <Steps steps={order.steps} />
      <div className="mt-6 grid grid-cols-[minmax(0,2fr)_minmax(15rem,1fr)] items-start gap-4 max-md:grid-cols-1">
        <div className="grid min-w-0 gap-4">
          <SplitLines lines={order.lines} prices={order.prices} locale={locale} />
          <PackageList shipments={order.shipments} locale={locale} today={ctx.today} />
        </div>
        <Section title="Order">
          <OrderFacts items={factsOf(order, ctx)} />
        </Section>
      </div>
    </>
  );
}

function factsOf(order: ClientOrderPage, { today, workspace }: Context) {
  const day = (value: string | null) => value && formatFullDay(value, workspace.locale, today);
  return [
    { label: "Your PO", value: order.poNumber },
    { label: "Our number", value: order.number },
    { label: "Your number", value: order.externalId },
    { label: "Ordered", value: day(order.orderedOn) },
    { label: "Ship by", value: day(order.shipByOn) },
    { label: "Deliver by", value: day(order.deliverByOn) },
    { label: "Goes to", value: order.shipTo && <PostalAddress address={order.shipTo} /> },
  ];
}
