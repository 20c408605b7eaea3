import Link from "next/link";
import type { Tab } from "@/lib/orders/lifecycle";
import type { RowView } from "./row-view";
import { FACET_LABELS, StatusCell } from "./status-cell";

export type OrdersTableProps = {
  readonly tab: Tab;
  readonly rows: readonly RowView[];
  /** Names tab and count, as in `Open orders, 1–50 of 128`. */
  readonly caption: string;
  /** The rank is shown where the list is in queue order. */
  readonly withRank: boolean;
  readonly dueSort: {
    readonly href: string;
    readonly direction: "ascending" | "descending" | "none";
  };
};

const ARROW = { ascending: "↑", descending: "↓", none: "" };

/** Rendered in the client's bundle: as server components fifty rows cost three times as much to render and to send. */
export function OrdersTable({ tab, rows, caption, withRank, dueSort }: OrdersTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus.
    <section className="orders-region" aria-label="Orders table" tabIndex={0}>
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
              <input
                type="checkbox"
                className="checkbox needs-script"
                data-select-all=""
                aria-label="Select all orders shown"
              />
            </th>
            {withRank ? (
              <th scope="col" className="rank">
                <span title="Place in the queue">#</span>
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
            {FACET_LABELS.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.number} row={row} tab={tab} withRank={withRank} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, tab, withRank }: { row: RowView; tab: Tab; withRank: boolean }) {
  const [first = "No lines", second] = row.items;
  return (
    <tr>
      <td className="pick">
        <input
          type="checkbox"
          className="checkbox"
          name="order"
          value={row.number}
          aria-label={`Select order ${row.number}`}
        />
      </td>
      {withRank ? <td className="rank">{row.rank}</td> : null}
      <td>
        <a href={row.href} className="row-link">
          {row.number}
        </a>
        {row.source ? <small>{row.source}</small> : null}
        <span className="second">
          {row.flag ? <em className={row.flag.tone}>{row.flag.text}</em> : null}
          {row.flag && row.reference ? ` · ${row.reference}` : row.reference}
        </span>
      </td>
      <td title={row.client}>
        {row.client}
        <span className="second">{row.place}</span>
      </td>
      <td title={row.items.join(", ")}>
        {first}
        {second ? (
          <span className="second">{row.more > 0 ? `${second} · +${row.more} more` : second}</span>
        ) : null}
      </td>
      <td className={row.dueIn ? undefined : "text-faint"}>
        {row.due}
        {row.dueIn ? <span className={`second ${row.dueIn.tone}`}>{row.dueIn.text}</span> : null}
      </td>
      {tab === "open" ? null : (
        <td>{tab === "closed" ? <Closed row={row} /> : <Reason row={row} />}</td>
      )}
      {row.statuses.map((status, at) => (
        <td key={FACET_LABELS[at]}>
          <StatusCell label={FACET_LABELS[at] ?? ""} status={status} />
        </td>
      ))}
    </tr>
  );
}

function Closed({ row }: { row: RowView }) {
  return row.closed ? (
    <>
      {row.closed[0]}
      <span className="second">{row.closed[1]}</span>
    </>
  ) : null;
}

function Reason({ row }: { row: RowView }) {
  return row.reason ? (
    <span className={`status-word glyph ${row.reason.tone}`}>{row.reason.text}</span>
  ) : null;
}
