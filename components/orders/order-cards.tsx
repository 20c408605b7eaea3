import Link from "next/link";
import type { OrderRow } from "@/lib/orders/order-row";
import { Due, itemText, OrderNote, sourceWord } from "./order-parts";
import { reasonIdOf, statusesOf } from "./order-reasons";
import type { ListView } from "./orders-table";
import { ArchiveReasonBadge, statusLook } from "./status-badge";

/** The list on a phone: one card per order, with the same first link as the table's row. */
export function OrderCards(props: ListView & { readonly label: string }) {
  return (
    <div className="-mx-4 relative border-t md:hidden">
      {/* In the row of the sort links, which leaves the phone one card more. */}
      <label className="-top-14 absolute end-4 flex h-11 items-center ps-4 font-semibold text-accent text-sm has-checked:text-ink">
        <input type="checkbox" className="select-mode peer sr-only" />
        <span className="rounded-sm peer-focus-visible:outline-2 peer-focus-visible:outline-accent">
          Select
        </span>
      </label>
      <ul aria-label={props.label}>
        {props.rows.map((row) => (
          <Card key={row.id} row={row} view={props} />
        ))}
      </ul>
    </div>
  );
}

function Card({ row, view }: { row: OrderRow; view: ListView }) {
  const { locale, today } = view;
  const more = row.moreItems > 0 ? ` +${row.moreItems}` : "";
  return (
    <li className="relative border-b px-4 pt-2.5 pb-3 has-[.checkbox:checked]:bg-accent-wash">
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-3">
          <label className="pick-card relative z-1 -ms-4 -me-3 w-12 shrink-0 items-center justify-center">
            <input
              type="checkbox"
              className="checkbox size-5!"
              name="order"
              value={row.number}
              aria-label={`Select order ${row.number}`}
            />
          </label>
          <div className="min-w-0 flex-1">
            <Link
              href={`/orders/${encodeURIComponent(row.number)}`}
              prefetch={false}
              className="row-link font-semibold text-lg"
            >
              {row.number}
            </Link>
            <span className="ms-1.5 text-faint text-xs">{sourceWord(row.source)}</span>
            <p className="truncate">{row.client.name}</p>
          </div>
          <div className="shrink-0 pt-0.5 text-right [&_.second]:block [&_.second]:text-muted [&_.second]:text-sm">
            <Due row={row} locale={locale} today={today} />
          </div>
        </div>
        <p className="truncate text-muted">
          {row.items.map(itemText).join(", ")}
          {more}
        </p>
        <p className="flex items-center gap-2 text-muted text-sm empty:hidden">
          {row.archiveReason ? <ArchiveReasonBadge reason={row.archiveReason} /> : null}
          {row.onHold || row.needsAttention ? <OrderNote row={row} /> : null}
        </p>
        <div className="mt-2 grid grid-cols-3 divide-x rounded-md border max-[340px]:grid-cols-1 max-[340px]:divide-x-0 max-[340px]:divide-y">
          {statusesOf(row, locale, today).map((status) => (
            <Segment key={status.facet} status={status} reasonId={reasonIdOf(row)} />
          ))}
        </div>
      </div>
    </li>
  );
}

type SegmentProps = { status: ReturnType<typeof statusesOf>[number]; reasonId: string };

function Segment({ status, reasonId }: SegmentProps) {
  const { words, toneClass } = statusLook(status);
  return (
    <button
      type="button"
      popoverTarget={reasonId}
      className={`relative z-1 flex h-12 min-w-0 flex-col justify-center px-2 text-left ${toneClass}`}
    >
      <span className="status-word glyph w-full text-xs">
        <span className="text-muted">{status.label}</span>
      </span>
      <span className="w-full truncate text-(--tone-text) text-xs">{words}</span>
    </button>
  );
}
