import Link from "next/link";
import type { Tab } from "@/lib/orders/lifecycle";
import { type Columns, cellsMarkup, FACET_LABELS } from "./row-markup";
import type { RowView } from "./row-view";

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

const OWN_COLUMN = { open: "none", closed: "closed", archived: "reason" } as const satisfies Record<
  Tab,
  Columns["own"]
>;
const ARROW = { ascending: "↑", descending: "↓", none: "" };

/** Rows keep their key, so that one that stays keeps its checked box; what is in them is plain markup. */
export function OrdersTable({ tab, rows, caption, withRank, dueSort }: OrdersTableProps) {
  const columns: Columns = { withRank, own: OWN_COLUMN[tab] };
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
            <tr
              key={row.number}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: the template escapes all that it is given.
              dangerouslySetInnerHTML={{ __html: String(cellsMarkup(row, columns)) }}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
