import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QueueChoice } from "@/components/orders/queue-choice";
import { QueueEffects } from "@/components/orders/queue-effects";
import { effectsWords } from "@/components/orders/queue-words";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import { sameSitePath } from "@/lib/auth/same-site-path";
import { requireContext } from "@/lib/auth/session";
import { moveInQueueAction } from "@/lib/orders/queue-actions";
import { placeInAddress } from "@/lib/orders/queue-input";
import { previewQueueMove, type QueuePreview, queueStanding } from "@/lib/orders/queue-preview";
import { refusalWords } from "@/lib/orders/refusal-words";
import type { Refusal } from "@/lib/shared/outcome";

type QueueProps = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: QueueProps): Promise<Metadata> {
  return { title: `Move ${(await params).number} in the queue` };
}

/** Shows what a move in the queue would do to everybody, before it is confirmed. */
export default async function QueuePage({ params, searchParams }: QueueProps) {
  const ctx = await requireContext("orders.move");
  const order = (await params).number;
  const query = await searchParams;
  const place = placeInAddress(query);
  const back = sameSitePath(query.back, `/orders/${order}`);
  const standing = await queueStanding(ctx, order);
  if (standing === null) {
    notFound();
  }
  const preview =
    place && standing.place !== null ? await previewQueueMove(ctx, { order, place }) : null;
  const refusal = preview?.ok === false ? preview.refusal : null;
  const isList = back.startsWith("/orders/open");
  return (
    <div className="flex max-w-4xl flex-col gap-4 *:mb-0">
      <PageHeader
        title={`Move ${order} in the queue`}
        back={{ href: back, label: isList ? "Open orders" : order }}
        description={
          standing.place === null
            ? standing.client
            : `${standing.client} · place ${standing.place} of ${standing.orders}`
        }
      />
      {standing.place === null ? (
        <Alert tone="caution" title={`${order} is not open, so it has no place in the queue.`} />
      ) : (
        <>
          <Section
            title="Where to"
            description="Stock goes to orders in queue order. Choosing shows what would change; nothing moves yet."
          >
            <QueueChoice order={order} back={back} place={place} error={errorOf(refusal)} />
          </Section>
          {preview?.ok ? (
            <Outcome
              order={order}
              back={back}
              preview={preview.value}
              locale={ctx.workspace.locale}
              today={ctx.today}
            />
          ) : null}
        </>
      )}
    </div>
  );
}

const errorOf = (refusal: Refusal | null) =>
  refusal === null ? undefined : refusalWords(refusal.code, refusal.data);

type OutcomeProps = {
  readonly order: string;
  readonly back: string;
  readonly preview: QueuePreview;
  readonly locale: string;
  readonly today: string;
};

function Outcome({ order, back, preview, locale, today }: OutcomeProps) {
  const { from, to, effects, place } = preview;
  if (from === to) {
    return <Alert tone="neutral" title={`${order} stands at place ${to} already.`} />;
  }
  return (
    <>
      <Section
        title={`From place ${from} to ${to}`}
        description={effectsWords(effects)}
        flush={effects.length > 0}
      >
        {effects.length > 0 ? (
          <QueueEffects effects={effects} order={order} locale={locale} today={today} />
        ) : (
          <p className="text-muted">What each order has and waits for stays as it is.</p>
        )}
      </Section>
      <form action={moveInQueueAction} className="flex gap-2 max-md:flex-col">
        <input type="hidden" name="order" value={order} />
        <input type="hidden" name="back" value={back} />
        {Object.entries(place).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <PendingButton variant="primary">Move to place {to}</PendingButton>
        <ButtonLink href={back}>Cancel</ButtonLink>
      </form>
    </>
  );
}
