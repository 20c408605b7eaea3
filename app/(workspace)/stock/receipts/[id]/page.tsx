import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlashNotice } from "@/components/forms/flash-notice";
import { ChangeReceiptForm, ReceiveForm } from "@/components/stock/receipt-forms";
import { ReceiptHistory } from "@/components/stock/receipt-history";
import { RECEIPT_STATES, RECEIPT_WORDS } from "@/components/stock/words";
import { Badge } from "@/components/ui/badge";
import { DialogButton, DialogPanel } from "@/components/ui/dialog";
import { PageHeader } from "@/components/ui/page-header";
import { PendingButton } from "@/components/ui/pending-button";
import { Facts, Section } from "@/components/ui/section";
import { readFlash } from "@/lib/auth/flash";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import {
  changeReceiptAction,
  closeReceiptAction,
  receiveAction,
  reopenReceiptAction,
} from "@/lib/orders/receipt-actions";
import { formatDay, relativeDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import { findReceipt } from "@/lib/stock/receipt-list";
import { receiptState, stampOf, toCome } from "@/lib/stock/receipts";
import { actsOn } from "@/lib/workspaces/audit-queries";

type ReceiptProps = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => {
  const ctx = await requireContext("stock.read");
  const receipt = await findReceipt(ctx, id);
  return receipt === null ? notFound() : { ctx, receipt };
});

export async function generateMetadata({ params }: ReceiptProps): Promise<Metadata> {
  const { receipt } = await load((await params).id);
  return { title: `${receipt.reference} ${receipt.name}` };
}

export default async function ReceiptPage({ params }: ReceiptProps) {
  const { id } = await params;
  const { ctx, receipt } = await load(id);
  const { locale } = ctx.workspace;
  const flash = await readFlash(`/stock/receipts/${id}`);
  const acts = await actsOn(ctx, receipt.id);
  const state = receiptState(receipt);
  const left = toCome(receipt);
  const canWrite = may(ctx.role, "stock.write");
  const seen = stampOf(receipt);
  const day = formatDay(receipt.dueOn, locale, ctx.today);
  return (
    <div className="max-w-5xl">
      <PageHeader
        title={receipt.reference}
        back={{ href: "/stock?list=expected", label: "Expected" }}
        aside={
          <>
            <Badge tone={RECEIPT_STATES[state].tone}>{RECEIPT_STATES[state].word}</Badge>
            {left > 0 && receipt.dueOn < ctx.today ? (
              <Badge tone="critical">{relativeDay(receipt.dueOn, ctx.today)}</Badge>
            ) : null}
          </>
        }
        description={receipt.name}
        actions={
          canWrite ? (
            <CloseOrReopen id={id} left={left} isClosed={state === "closed_short"} />
          ) : null
        }
      />
      <FlashNotice flash={flash} words={RECEIPT_WORDS} />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid min-w-0 gap-4">
          {canWrite && left > 0 ? (
            <Section
              title="Receive"
              description={`${quantityText(left)} of ${quantityText(receipt.quantity)} are still to come.`}
            >
              <ReceiveForm
                key={seen}
                action={receiveAction}
                receipt={receipt}
                seen={seen}
                left={left}
              />
            </Section>
          ) : null}
          <Section title="Who waits for it" flush={receipt.waiting.length > 0}>
            {receipt.waiting.length > 0 ? (
              <ul className="divide-y">
                {receipt.waiting.map((one) => (
                  <li key={one.order} className="flex items-baseline gap-3 px-4 py-2">
                    <Link
                      href={`/orders/${encodeURIComponent(one.order)}`}
                      className="text-accent tabular-nums hover:underline"
                    >
                      {one.order}
                    </Link>
                    <span className="min-w-0 flex-1 truncate text-muted">{one.client}</span>
                    <span className="tabular-nums">{quantityText(one.quantity)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="text-muted">No order waits for it.</p>
            )}
          </Section>
          <ReceiptHistory acts={acts} workspace={ctx.workspace} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Section title="Expected receipt">
            <Facts
              items={[
                {
                  label: "Product",
                  value: (
                    <Link
                      href={`/products/${receipt.productId}`}
                      className="text-accent underline underline-offset-2"
                    >
                      {receipt.sku}
                    </Link>
                  ),
                },
                { label: "Ordered", value: quantityText(receipt.quantity) },
                { label: "Received", value: quantityText(receipt.received) },
                { label: "To come", value: left > 0 ? `${quantityText(left)}, ${day}` : "0" },
                { label: "Promised", value: quantityText(receipt.promised) },
              ]}
            />
          </Section>
          {canWrite && left > 0 ? (
            <Section title="Change">
              <ChangeReceiptForm
                key={seen}
                action={changeReceiptAction}
                receipt={receipt}
                seen={seen}
              />
            </Section>
          ) : null}
        </div>
      </div>
    </div>
  );
}

type CloseProps = { readonly id: string; readonly left: number; readonly isClosed: boolean };

/** Ending the rest asks first: it takes the day from orders that wait for it. */
function CloseOrReopen({ id, left, isClosed }: CloseProps) {
  if (isClosed) {
    return (
      <form action={reopenReceiptAction}>
        <input type="hidden" name="id" value={id} />
        <PendingButton>Expect the rest again</PendingButton>
      </form>
    );
  }
  if (left === 0) {
    return null;
  }
  return (
    <>
      <DialogButton dialog="close-receipt">Close the rest</DialogButton>
      <DialogPanel id="close-receipt" title={`Close the rest: ${quantityText(left)} will not come`}>
        <form action={closeReceiptAction}>
          <input type="hidden" name="id" value={id} />
          <p className="text-muted">
            Orders that wait for it are short again. It can be expected again later.
          </p>
          <div className="mt-5 flex justify-end max-md:[&>button]:w-full">
            <PendingButton variant="danger">Close the rest</PendingButton>
          </div>
        </form>
      </DialogPanel>
    </>
  );
}
