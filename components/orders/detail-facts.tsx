import Link from "next/link";
import { PostalAddress } from "@/components/ui/postal-address";
import { Facts, Section } from "@/components/ui/section";
import type { OrderDetail } from "@/lib/orders/detail";
import type { Address } from "@/lib/shared/address";
import { type Day, formatDay } from "@/lib/shared/dates";
import { formatMinor } from "@/lib/shared/money";
import { sourceWord } from "./order-parts";
import { ACCOUNTS_ID } from "./source-address";

type DetailFactsProps = {
  readonly detail: OrderDetail;
  /** Its own, else its client's. */
  readonly shipTo: Address | null;
  readonly mayShipPartly: boolean;
  readonly locale: string;
  readonly today: Day;
};

/** Who ordered it, where it goes, when, and on which terms. */
export function DetailFacts({ detail, shipTo, mayShipPartly, locale, today }: DetailFactsProps) {
  const { row } = detail.order;
  const day = (value: Day | null) => (value ? formatDay(value, locale, today) : null);
  const external = [sourceWord(row.source), row.externalId].filter(Boolean).join(" ");
  const items = [
    {
      label: "Client",
      value: (
        <>
          <Link
            href={`/clients/${detail.client.id}`}
            className="text-accent underline-offset-2 hover:underline"
          >
            {detail.client.name}
          </Link>
          <span className="block text-muted text-sm">{detail.client.code}</span>
        </>
      ),
    },
    { label: "Ship to", value: shipTo ? <PostalAddress address={shipTo} /> : null },
    { label: "Ordered", value: day(row.orderedOn) },
    { label: "Ship by", value: day(row.shipByOn) },
    { label: "Deliver by", value: day(row.deliverByOn) },
    { label: "PO", value: row.poNumber },
    { label: "Source", value: external || null },
    { label: "Shipping", value: mayShipPartly ? "May leave in parts" : "Complete only" },
    {
      label: "Note",
      value: row.note ? <span className="whitespace-pre-line">{row.note}</span> : null,
    },
  ];
  return (
    <Section title="Order">
      <Facts items={items.filter((item) => item.value !== null)} />
    </Section>
  );
}

type DetailAccountsProps = Pick<OrderDetail, "invoices" | "payments"> & {
  readonly locale: string;
  readonly today: Day;
};

/** What was invoiced and paid, oldest first. */
export function DetailAccounts({ invoices, payments, locale, today }: DetailAccountsProps) {
  const entries = [
    ...invoices.map((one) => ({
      ...one,
      word: `Invoice ${one.number}`,
      number: one.number,
      on: one.issuedOn,
      void: one.voidedAt !== null,
    })),
    ...payments.map((one) => ({
      ...one,
      word: "Payment",
      number: undefined,
      on: one.paidOn,
      void: false,
    })),
  ].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (entries.length === 0) {
    return null;
  }
  return (
    <Section id={ACCOUNTS_ID} title="Invoices and payments" flush>
      <ul className="divide-y">
        {entries.map((entry) => (
          <li
            key={entry.id}
            id={entry.number}
            className="flex scroll-mt-16 target:bg-accent-wash items-baseline justify-between gap-3 px-4 py-2.5"
          >
            <span>
              {entry.word}
              <span className="block text-muted text-sm">
                {formatDay(entry.on, locale, today)} · {entry.createdBy}
                {entry.void ? " · void" : null}
              </span>
            </span>
            <span className="tabular-nums">
              {formatMinor(entry.amountMinor, entry.currency, locale)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
