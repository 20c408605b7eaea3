import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { API_WORDS, MESSAGE_STATES } from "@/components/api/words";
import { FlashNotice } from "@/components/forms/flash-notice";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { Facts, Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { formatInstant } from "@/lib/shared/dates";
import { resendMessageAction } from "@/lib/webhooks/actions";
import { findMessage, type MessageDetail } from "@/lib/webhooks/queries";

export const metadata: Metadata = { title: "Webhook delivery" };

type MessageProps = { params: Promise<{ id: string; message: string }> };

export default async function MessagePage({ params }: MessageProps) {
  const ctx = await requireContext("api.read");
  const { id, message: messageId } = await params;
  const path = `/settings/api/webhooks/${id}/${messageId}`;
  const [message, flash] = await Promise.all([findMessage(ctx, id, messageId), readFlash(path)]);
  if (!message) {
    notFound();
  }
  const { timeZone, locale } = ctx.workspace;
  const at = (instant: Date) => formatInstant(instant, timeZone, locale);
  const { word, tone } = MESSAGE_STATES[message.state];
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title={message.type}
          description={<span className="break-all">{message.url}</span>}
          back={{ href: `/settings/api/webhooks/${id}`, label: "Endpoint" }}
          aside={<Badge tone={tone}>{word}</Badge>}
          actions={
            may(ctx.role, "api.write") && message.state !== "waiting" ? (
              <form action={resendMessageAction}>
                <input type="hidden" name="id" value={message.id} />
                <PendingButton>Send again</PendingButton>
              </form>
            ) : null
          }
        />
        <FlashNotice flash={flash} words={API_WORDS} />
      </div>
      <Section title="Message">
        <Facts items={factsOf(message, at)} />
      </Section>
      <Section title="Attempts" flush>
        {message.attemptRows.length === 0 ? (
          <p className="p-4 text-muted">It was not sent yet.</p>
        ) : (
          <ul className="divide-y">
            {message.attemptRows.map((attempt) => (
              <li key={attempt.id} className="flex flex-col gap-1 px-4 py-2.5">
                <p className="flex flex-wrap justify-between gap-x-3">
                  <span>{attempt.error ?? `It answered ${attempt.status}.`}</span>
                  <span className="text-muted text-sm tabular-nums">
                    {at(attempt.at)}, after {attempt.milliseconds} ms
                  </span>
                </p>
                {attempt.answer ? (
                  <pre className="overflow-x-auto whitespace-pre-wrap break-words text-muted text-sm">
                    {attempt.answer}
                  </pre>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Request body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <pre tabIndex={0} className="max-h-96 overflow-auto text-sm">
          {JSON.stringify(JSON.parse(message.body), null, 2)}
        </pre>
      </Section>
    </div>
  );
}

function factsOf(message: MessageDetail, at: (instant: Date) => string) {
  const { orderNumber, nextAt, deliveredAt } = message;
  return [
    { label: "Id", value: <code>{`msg_${message.id}`}</code> },
    ...(orderNumber
      ? [
          {
            label: "Order",
            value: (
              <Link
                href={`/orders/${encodeURIComponent(orderNumber)}`}
                className="text-accent hover:underline"
              >
                {orderNumber}
              </Link>
            ),
          },
        ]
      : []),
    { label: "Written", value: at(message.createdAt) },
    ...(deliveredAt ? [{ label: "Delivered", value: at(deliveredAt) }] : []),
    ...(message.lastError ? [{ label: "Last error", value: message.lastError }] : []),
    ...(nextAt && message.state === "waiting" ? [{ label: "Next try", value: at(nextAt) }] : []),
  ];
}
