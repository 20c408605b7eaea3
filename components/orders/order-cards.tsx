import type { RowView } from "./row-view";
import { FACET_LABELS, StatusSegment } from "./status-cell";

/** The list on a phone: one card per order, with the same first link as the table's row. */
export function OrderCards({ rows, label }: { rows: readonly RowView[]; label: string }) {
  return (
    <div className="-mx-4 relative border-t">
      {/* In the row of the sort links, which leaves the phone one card more. */}
      <label className="-top-14 absolute end-4 flex h-11 items-center ps-4 font-semibold text-accent text-sm has-checked:text-ink">
        <input type="checkbox" className="select-mode peer sr-only" />
        <span className="rounded-sm peer-focus-visible:outline-2 peer-focus-visible:outline-accent">
          Select
        </span>
      </label>
      <ul aria-label={label} className="order-cards">
        {rows.map((row) => (
          <Card key={row.number} row={row} />
        ))}
      </ul>
    </div>
  );
}

function Card({ row }: { row: RowView }) {
  const items = row.items.join(", ");
  return (
    <li>
      <div className="card-head">
        <label className="pick-card">
          <input
            type="checkbox"
            className="checkbox"
            name="order"
            value={row.number}
            aria-label={`Select order ${row.number}`}
          />
        </label>
        <div className="card-title">
          <a href={row.href} className="row-link">
            {row.number}
          </a>
          {row.source ? <small>{row.source}</small> : null}
          <p>{row.client}</p>
        </div>
        <div className="card-due">
          {row.due}
          {row.dueIn ? <p className={row.dueIn.tone}>{row.dueIn.text}</p> : null}
        </div>
      </div>
      <p className="card-items">{row.more > 0 ? `${items} +${row.more}` : items}</p>
      {row.reason ? (
        <p className={`status-word glyph ${row.reason.tone}`}>{row.reason.text}</p>
      ) : null}
      {row.flag ? <p className={`status-word ${row.flag.tone}`}>{row.flag.text}</p> : null}
      <div className="card-statuses">
        {row.statuses.map((status, at) => (
          <StatusSegment key={FACET_LABELS[at]} label={FACET_LABELS[at] ?? ""} status={status} />
        ))}
      </div>
    </li>
  );
}
