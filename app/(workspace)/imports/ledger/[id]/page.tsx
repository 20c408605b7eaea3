import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { FlashNotice } from "@/components/forms/flash-notice";
import { DeliveryBody } from "@/components/intake/delivery-body";
import { DeliveryOthers } from "@/components/intake/delivery-others";
import { FateBadge } from "@/components/intake/ledger-list";
import { fateIssues, fateSentence, LEDGER_WORDS, topicText } from "@/components/intake/words";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { Facts, Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { discardDeliveryAction, retryDeliveryAction } from "@/lib/intake/channel-actions";
import { BODY_DAYS } from "@/lib/intake/ledger-commands";
import { type DeliveryDetail, findDelivery } from "@/lib/intake/ledger-queries";
import { formatInstant } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

export const metadata: Metadata = { title: "Delivery" };

export default async function DeliveryPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireContext("intake.read");
  const { id } = await params;
  const [delivery, flash] = await Promise.all([
    findDelivery(ctx, id),
    readFlash(`/imports/ledger/${id}`),
  ]);
  if (!delivery) {
    notFound();
  }
  const { timeZone, locale } = ctx.workspace;
  const decides = delivery.fate === "quarantined" && may(ctx.role, "intake.write");
  return (
    <div className="max-w-4xl">
      <PageHeader
        title={`Delivery of ${delivery.externalId ?? delivery.orderNumber ?? "an order"}`}
        back={{ href: "/imports/ledger", label: "Intake ledger" }}
        aside={<FateBadge fate={delivery.fate} />}
      />
      <FlashNotice flash={flash} words={LEDGER_WORDS} />
      <Section title="What became of it">
        <p>{fateSentence(delivery)}</p>
        <Issues delivery={delivery} />
        {decides ? <Decision delivery={delivery} /> : null}
      </Section>
      <Section title="What came" className="mt-4">
        <Facts items={factsOf(ctx, delivery)} />
      </Section>
      {delivery.others.length > 0 ? (
        <DeliveryOthers others={delivery.others} timeZone={timeZone} locale={locale} />
      ) : null}
      {delivery.connectionId === null ? null : (
        <DeliveryBody body={delivery.body} days={BODY_DAYS} />
      )}
    </div>
  );
}

function Issues({ delivery }: { readonly delivery: DeliveryDetail }) {
  const issues = fateIssues(delivery);
  return issues.length === 0 ? null : (
    <ul className="mt-2 list-disc ps-5">
      {issues.map((issue) => (
        <li key={issue}>{issue}</li>
      ))}
    </ul>
  );
}

function Decision({ delivery }: { readonly delivery: DeliveryDetail }) {
  return (
    <form className="mt-4 flex flex-wrap gap-2">
      <input type="hidden" name="id" value={delivery.id} />
      {delivery.body === null ? null : (
        <PendingButton variant="primary" formAction={retryDeliveryAction}>
          Retry
        </PendingButton>
      )}
      <PendingButton variant="danger" formAction={discardDeliveryAction}>
        Discard
      </PendingButton>
    </form>
  );
}

function factsOf(ctx: Context, delivery: DeliveryDetail) {
  const { timeZone, locale } = ctx.workspace;
  const at = (instant: Date) => (
    <time dateTime={instant.toISOString()}>{formatInstant(instant, timeZone, locale)}</time>
  );
  const { orderNumber, connectionName, fileName, importId } = delivery;
  const link = "text-accent hover:underline";
  return [
    ...(orderNumber
      ? [
          {
            label: "Order",
            value: (
              <Link href={`/orders/${encodeURIComponent(orderNumber)}`} className={link}>
                {orderNumber}
              </Link>
            ),
          },
        ]
      : []),
    { label: "Source", value: delivery.source },
    { label: "Came by", value: connectionName ?? delivery.actorName },
    ...(fileName && importId
      ? [
          {
            label: "File",
            value: (
              <Link href={`/imports/${importId}`} className={link}>
                {fileName}
              </Link>
            ),
          },
        ]
      : []),
    { label: "As", value: topicText(delivery.topic) },
    { label: "Received", value: at(delivery.receivedAt) },
    ...(delivery.received > 1
      ? [{ label: "Times", value: `${delivery.received}, the same each time` }]
      : []),
    ...(delivery.sourceAt
      ? [{ label: "Version", value: <>Changed at the source {at(delivery.sourceAt)}</> }]
      : []),
    ...(delivery.handledAt ? [{ label: "Handled", value: at(delivery.handledAt) }] : []),
    ...(delivery.deliveryId && !delivery.deliveryId.startsWith("content:")
      ? [{ label: "Sender’s id", value: <code>{delivery.deliveryId}</code> }]
      : []),
  ];
}
