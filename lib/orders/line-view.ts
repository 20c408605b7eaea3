/** Decides what an order's page says about the stock of one line: the status and its short detail. */
import { type Day, formatShortDay } from "../shared/dates";
import { quantityText } from "../shared/quantity";
import {
  type LineFacts,
  lineCoverOf,
  type OrderFacts,
  promiseOf,
  type StockStatus,
  stockStatusOn,
  uncoveredOf,
  wantsGoods,
} from "./lifecycle";

type Viewer = { readonly today: Day; readonly workspace: { readonly locale: string } };

type LineStock = {
  readonly value: StockStatus;
  /** Floored, 0 to 100. */
  readonly percent: number | null;
  readonly text: string | null;
};

/** The stock of a line as it is shown on a day. */
export function lineStockOf(
  viewer: Viewer,
  order: Pick<OrderFacts, "archiveReason" | "shipByOn" | "dueOn">,
  line: LineFacts,
): LineStock {
  const cover = wantsGoods(order) ? lineCoverOf(line) : "not_needed";
  const value = stockStatusOn(cover, line.expectedOn, promiseOf(order), viewer.today);
  const wanted = line.ordered - line.shortClosed;
  const have = line.shipped + line.reserved;
  const isPartial = value === "partly" || value === "expected" || value === "late";
  return {
    value,
    percent: isPartial && wanted > 0 ? Number((BigInt(have) * 100n) / BigInt(wanted)) : null,
    text: detailOf(viewer, value, line, `${quantityText(have)}/${quantityText(wanted)}`),
  };
}

function detailOf(
  { today, workspace }: Viewer,
  value: StockStatus,
  line: LineFacts,
  part: string,
): string | null {
  switch (value) {
    case "short":
      return quantityText(uncoveredOf(line));
    case "partly":
      return part;
    case "expected":
    case "late":
      return line.expectedOn ? formatShortDay(line.expectedOn, workspace.locale, today) : null;
    default:
      return null;
  }
}
