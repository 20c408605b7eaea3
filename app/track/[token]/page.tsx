import type { Metadata } from "next";
import { headers } from "next/headers";
import { forbidden, notFound } from "next/navigation";
import { AnswerTitle } from "@/components/portal/answer";
import { OrderFacts } from "@/components/portal/order-facts";
import { PackageList } from "@/components/portal/package-list";
import { SplitLines } from "@/components/portal/split-lines";
import { Steps } from "@/components/portal/steps";
import { Section } from "@/components/ui/section";
import { clientAddress } from "@/lib/auth/client-address";
import { followTrackingLink, type TrackedOrder } from "@/lib/orders/tracking";
import { formatFullDay, formatInstant } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

// Neutral on purpose: a messenger that previews the link tells nothing of the order.
export const metadata: Metadata = {
  title: { absolute: "Your order" },
  description: "The status of your order.",
  robots: { index: false, follow: false, noarchive: true },
  referrer: "no-referrer",
};

type TrackProps = { params: Promise<{ token: string }> };

/** One order for whoever holds the link. It works without a script and has none of its own. */
export default async function TrackPage({ params }: TrackProps) {
  const { token } = await params;
  const address = clientAddress(new Headers(await headers()));
  const followed = await followTrackingLink(token, address);
  if (!followed.ok) {
    return followed.refusal.code === "too_many_tries" ? forbidden() : notFound();
  }
  const { ctx, order } = followed.value;
  const { locale } = ctx.workspace;
  return (
    <main className="mx-auto grid max-w-160 gap-6 px-4 pt-6 pb-12">
      <header>
        <p className="mb-4 font-semibold">{ctx.workspace.name}</p>
        <AnswerTitle answer={order.answer} />
        <Steps steps={order.steps} />
      </header>
      <SplitLines lines={order.lines} locale={locale} />
      <PackageList shipments={order.shipments} locale={locale} today={ctx.today} />
      <Section title="Your order">
        <OrderFacts items={factsOf(order, ctx)} />
      </Section>
      <footer className="text-muted text-sm">
        As of {formatInstant(ctx.now, ctx.workspace.timeZone, locale)}, time of{" "}
        {ctx.workspace.timeZone.replaceAll("_", " ")}. Questions? Write to {ctx.workspace.name} and
        name the order number.
      </footer>
    </main>
  );
}

function factsOf(order: TrackedOrder, { today, workspace }: Context) {
  const day = (value: string | null) => value && formatFullDay(value, workspace.locale, today);
  return [
    { label: "Order", value: order.number },
    { label: "Your PO", value: order.poNumber },
    { label: "Ordered", value: day(order.orderedOn) },
    { label: "Ship by", value: day(order.shipByOn) },
    { label: "Deliver by", value: day(order.deliverByOn) },
    { label: "Goes to", value: order.city },
  ];
}
