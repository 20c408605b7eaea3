import { cardMarkup } from "./row-markup";
import type { RowView } from "./row-view";

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
          <li
            key={row.number}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: the template escapes all that it is given.
            dangerouslySetInnerHTML={{ __html: String(cardMarkup(row)) }}
          />
        ))}
      </ul>
    </div>
  );
}
