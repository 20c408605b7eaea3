import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ResendForm } from "@/components/messages/resend-form";
import { kindWord, STATE_WORDS } from "@/components/messages/words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { Facts } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { mailIsSetUp } from "@/lib/mail/send";
import { resendMessageAction } from "@/lib/messages/actions";
import { findMessage, type MessageDetail } from "@/lib/messages/queries";
import { formatInstant } from "@/lib/shared/dates";

type MessageProps = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => {
  const ctx = await requireContext("messages.read");
  const message = await findMessage(ctx, id);
  return message === null ? notFound() : { ctx, message };
});

export async function generateMetadata({ params }: MessageProps): Promise<Metadata> {
  const { message } = await load((await params).id);
  return { title: message.subject };
}

export default async function MessagePage({ params }: MessageProps) {
  const { id } = await params;
  const { ctx, message } = await load(id);
  const flash = await readFlash(`/settings/messages/${id}`);
  const { timeZone, locale } = ctx.workspace;
  const { tone, word } = STATE_WORDS[message.state];
  const label = resendLabel(message);
  const mayResend = label !== null && mailIsSetUp() && may(ctx.role, "messages.write");
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={message.subject}
        back={{ href: "/settings/messages", label: "Messages" }}
        aside={<Badge tone={tone}>{word}</Badge>}
      />
      <FlashNotice flash={flash} words={{ resent: "The message is on its way again." }} />
      <StateNotice message={message} />
      <article
        aria-label="The message"
        className="whitespace-pre-wrap rounded-lg border bg-raised p-4 leading-normal [overflow-wrap:anywhere]"
      >
        {message.body}
      </article>
      <div className="mt-4 flex flex-col gap-4">
        <Facts
          items={[
            {
              label: "To",
              value: message.toName ? `${message.toName}, ${message.toEmail}` : message.toEmail,
            },
            { label: "About", value: kindWord(message.kind) },
            ...(message.clientId
              ? [
                  {
                    label: "Client",
                    value: (
                      <TextLink href={`/clients/${message.clientId}`}>
                        {message.clientName}
                      </TextLink>
                    ),
                  },
                ]
              : []),
            ...(message.orders.length > 0
              ? [{ label: "Orders", value: <OrderLinks orders={message.orders} /> }]
              : []),
            { label: "Written", value: formatInstant(message.createdAt, timeZone, locale) },
            ...(message.sentAt
              ? [{ label: "Sent", value: formatInstant(message.sentAt, timeZone, locale) }]
              : []),
          ]}
        />
        {mayResend ? (
          <ResendForm
            action={resendMessageAction}
            id={message.id}
            attempts={message.attempts}
            label={label}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Orders that a long letter names beyond these are found by their own pages. */
const ORDERS_SHOWN = 20;

function OrderLinks({ orders }: { orders: readonly string[] }) {
  const more = orders.length - ORDERS_SHOWN;
  return (
    <span className="flex flex-wrap gap-x-3">
      {orders.slice(0, ORDERS_SHOWN).map((number) => (
        <TextLink key={number} href={`/orders/${encodeURIComponent(number)}`}>
          {number}
        </TextLink>
      ))}
      {more > 0 ? <span className="text-muted">and {more} more</span> : null}
    </span>
  );
}

function TextLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center text-accent hover:underline">
      {children}
    </Link>
  );
}

function resendLabel({ state }: MessageDetail): string | null {
  switch (state) {
    case "failed":
    case "unknown":
      return "Send again";
    case "kept":
      return "Send now";
    default:
      return null;
  }
}

function StateNotice({ message: { state, lastError } }: { message: MessageDetail }) {
  switch (state) {
    case "failed":
      return (
        <Alert className="mb-4" tone="critical" title="This message was not sent.">
          {lastError}
        </Alert>
      );
    case "unknown":
      return (
        <Alert
          className="mb-4"
          tone="caution"
          title="Nobody knows whether this message arrived, so it is not sent again by itself."
        >
          {lastError} If it is missed, send it again.
        </Alert>
      );
    case "waiting":
      return lastError === null ? null : (
        <Alert className="mb-4" tone="caution" title="This message is tried again soon.">
          {lastError}
        </Alert>
      );
    case "kept":
      return (
        <Alert
          className="mb-4"
          title="This message was kept: no mail was set up when it was written."
        />
      );
    default:
      return null;
  }
}
