/** Decides which orders and lines of a marketplace's report are not to be shipped from here, and says so. */
import { orderText } from "@/lib/intake/file/order-rows";
import type { RowReader } from "@/lib/intake/file/row-reader";
import type { Row } from "@/lib/intake/file/table";

/** "AFN" and "Amazon" are Amazon's own warehouses; "MFN" and "Merchant" ship themselves. */
const BY_CHANNEL = /^(amazon|afn|castle ?gate)/i;

const CANCELLED = /^(cancell?ed|withdrawn|refused)/i;

const STATUSES: readonly (readonly [says: RegExp, is: string])[] = [
  [CANCELLED, "is cancelled"],
  [/^pending( availability)?$/i, "is pending and can't be worked on yet"],
  [/^(shipped|returned|delivered)/i, "is shipped already"],
];

/** Says why an order is left out, once, at its first row. Whether it is. */
export function isLeftOut(externalId: string, rows: readonly Row[], reader: RowReader): boolean {
  const first = rows[0]?.row ?? 0;
  const leave = (field: "cancelledAt" | "orderStatus" | "fulfilledBy", is: string) => {
    reader.warn(first, field, `Order ${externalId} ${is}: it is left out.`);
    return true;
  };
  if (orderText(rows, reader, "cancelledAt") !== "") {
    return leave("cancelledAt", "is cancelled");
  }
  if (BY_CHANNEL.test(orderText(rows, reader, "fulfilledBy"))) {
    return leave("fulfilledBy", "is fulfilled by the marketplace itself");
  }
  // A report may tell a status line by line: the order is left out when all of them say so.
  const statuses = rows.map((row) => reader.text(row, "orderStatus"));
  const reason = STATUSES.find(([says]) => statuses.every((status) => says.test(status)))?.[1];
  return reason ? leave("orderStatus", reason) : false;
}

/** The rows that are lines to ship; a cancelled one is left out, and said. */
export function shippedRows(rows: readonly Row[], reader: RowReader): readonly Row[] {
  return rows.filter((row) => {
    const [status, ofOrder] = [reader.text(row, "lineStatus"), reader.text(row, "orderStatus")];
    const isGone =
      CANCELLED.test(status || ofOrder) ||
      (reader.has("lineId") && /^0+$/.test(reader.text(row, "quantity")));
    if (isGone) {
      const field = reader.has("lineStatus") ? "lineStatus" : "quantity";
      reader.warn(row.row, field, `Row ${row.row} is cancelled: it is left out.`);
    }
    return !isGone;
  });
}
