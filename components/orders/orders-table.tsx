import Link from "next/link";
import type { Tab } from "@/lib/orders/lifecycle";
import type { OrderRow } from "@/lib/orders/order-row";
import { type Day, formatShortDay, formatTime, todayIn } from "@/lib/shared/dates";
import { Due, itemText, OrderNote, sourceWord } from "./order-parts";
import { reasonIdOf, statusesOf } from "./order-reasons";
import { ArchiveReasonWord } from "./status-badge";
import { StatusCell } from "./status-cell";

/** How rows and dates are to be read: the workspace's language, zone and day. */
export type ListView = {
  readonly tab: Tab;
  readonly rows: readonly OrderRow[];
  readonly locale: string;
  readonly timeZone: string;
  readonly today: Day;
};

type OrdersTableProps = ListView & {
  /** Names tab and count, as in `Open orders, 1–50 of 128, in queue order`. */
  readonly caption: string;
  /** The rank is shown where the list is in queue order. */
  readonly withRank: boolean;
  readonly dueSort: {
    readonly href: string;
    readonly direction: "ascending" | "descending" | "none";
  };
};

const ARROW = { ascending: "↑", descending: "↓", none: "" };

export function OrdersTable(props: OrdersTableProps) {
  const { tab, rows, caption, withRank, dueSort } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus.
    <section className="orders-region max-md:hidden" aria-label="Orders table" tabIndex={0}>
      <table className="orders-table">
        <caption className="sr-only">{caption}</caption>
        <colgroup>
          <col className="w-10" />
          {withRank ? <col className="w-10" /> : null}
          <col className="w-36" />
          <col className="w-40" />
          <col />
          <col className="w-28" />
          {tab === "open" ? null : <col className="w-32" />}
          <col className="w-38" />
          <col className="w-36" />
          <col className="w-32" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="pick">
              <label className="needs-script flex h-9 items-center justify-center">
                <input type="checkbox" className="checkbox" data-select-all="" />
                <span className="sr-only">Select all orders shown</span>
              </label>
            </th>
            {withRank ? (
              <th scope="col" className="text-right!">
                <abbr title="Place in the queue" className="no-underline">
                  #
                </abbr>
              </th>
            ) : null}
            <th scope="col">Order</th>
            <th scope="col">Client</th>
            <th scope="col">Items</th>
            <th scope="col" aria-sort={dueSort.direction}>
              <Link href={dueSort.href} className="hover:text-ink hover:underline">
                Due
              </Link>
              <span aria-hidden="true"> {ARROW[dueSort.direction]}</span>
            </th>
            {tab === "closed" ? <th scope="col">Closed</th> : null}
            {tab === "archived" ? <th scope="col">Reason</th> : null}
            <th scope="col">Stock</th>
            <th scope="col">Production</th>
            <th scope="col">Shipment</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} view={props} withRank={withRank} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, view, withRank }: { row: OrderRow; view: ListView; withRank: boolean }) {
  const { tab, locale, today } = view;
  const [first, second] = row.items;
  const more = row.moreItems > 0 ? `+${row.moreItems} more` : null;
  return (
    <tr>
      <td className="pick">
        <label className="pick-target">
          <input
            type="checkbox"
            className="checkbox"
            name="order"
            value={row.number}
            aria-label={`Select order ${row.number}`}
          />
        </label>
      </td>
      {withRank ? <td className="text-right text-faint">{row.rank}</td> : null}
      <td>
        <Link
          href={`/orders/${encodeURIComponent(row.number)}`}
          prefetch={false}
          className="row-link font-semibold"
        >
          {row.number}
        </Link>
        <span className="ms-1.5 text-faint text-xs">{sourceWord(row.source)}</span>
        <span className="second">
          <OrderNote row={row} />
        </span>
      </td>
      <td title={row.client.name}>
        {row.client.name}
        <span className="second">{row.client.city ?? row.client.code}</span>
      </td>
      <td title={row.items.map(itemText).join(", ")}>
        {first ? itemText(first) : "No lines"}
        {second ? (
          <span className="second">
            {itemText(second)}
            {more ? ` · ${more}` : null}
          </span>
        ) : null}
      </td>
      <td>
        <Due row={row} locale={locale} today={today} />
      </td>
      {tab === "open" ? null : (
        <td>
          <Moved row={row} view={view} />
        </td>
      )}
      {statusesOf(row, locale, today).map((status) => (
        <td key={status.facet}>
          <StatusCell {...status} reasonId={reasonIdOf(row)} />
        </td>
      ))}
    </tr>
  );
}

/** Why the order is in this tab: when and by whom it was closed, or the reason it is archived for. */
function Moved({ row, view }: { row: OrderRow; view: ListView }) {
  if (view.tab === "archived") {
    return row.archiveReason ? <ArchiveReasonWord reason={row.archiveReason} /> : null;
  }
  if (row.closedAt === null) {
    return null;
  }
  const { timeZone, locale, today } = view;
  return (
    <>
      {formatShortDay(todayIn(timeZone, row.closedAt), locale, today)}{" "}
      {formatTime(row.closedAt, timeZone, locale)}
      {row.closedBy ? <span className="second">{row.closedBy}</span> : null}
    </>
  );
}
