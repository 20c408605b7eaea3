/** Decides what of an edit the timeline tells: the fields and lines that differ, each before and after. */
import type { Address } from "../shared/address";
import { quantityText } from "../shared/quantity";
import { changesOf } from "../workspaces/changes";
import type { OrderEdit } from "./edit-check";
import type { LoadedLine, LoadedOrder } from "./facts";

type Edited = {
  readonly row: Pick<
    LoadedOrder["row"],
    | "poNumber"
    | "currency"
    | "orderedOn"
    | "shipByOn"
    | "deliverByOn"
    | "allowPartial"
    | "onHold"
    | "note"
    | "shipTo"
    | "shippingMinor"
    | "taxMinor"
  >;
  readonly lines: readonly Pick<
    LoadedLine,
    "line" | "sku" | "ordered" | "unitPriceMinor" | "discountMinor" | "overShipAllowance"
  >[];
};

/** Fields as pairs of before and after; lines by SKU; the numbers of lines taken away. */
export function editChanges({ row, lines }: Edited, edit: OrderEdit) {
  const { poNumber, currency, shipByOn, deliverByOn, allowPartial, note } = edit;
  const { shippingMinor, taxMinor, orderedOn, onHold, shipTo } = edit;
  return {
    changes: changesOf(
      { ...row, shipTo: addressText(row.shipTo) },
      {
        poNumber,
        shipByOn,
        deliverByOn,
        currency,
        allowPartial,
        note,
        shippingMinor,
        taxMinor,
        // What an edit leaves out stays as it is.
        ...(orderedOn ? { orderedOn } : {}),
        ...(onHold === undefined ? {} : { onHold }),
        ...(shipTo === undefined ? {} : { shipTo: addressText(shipTo) }),
      },
    ),
    lines: edit.lines.flatMap((wanted) => {
      const was = lines.find((one) => one.line === wanted.line);
      const before = was ?? {
        unitPriceMinor: wanted.unitPriceMinor,
        discountMinor: 0,
        overShipAllowance: 0,
      };
      const pairs = changesOf(
        { ...before, overShipAllowance: quantityText(before.overShipAllowance) },
        {
          unitPriceMinor: wanted.unitPriceMinor,
          discountMinor: wanted.discountMinor,
          ...(wanted.overShipAllowance === undefined
            ? {}
            : { overShipAllowance: quantityText(wanted.overShipAllowance) }),
        },
      );
      const isSame = was && was.ordered === wanted.quantity && was.sku === wanted.sku;
      return isSame && Object.keys(pairs).length === 0
        ? []
        : [
            {
              sku: wanted.sku,
              from: was ? quantityText(was.ordered) : null,
              to: quantityText(wanted.quantity),
              ...pairs,
            },
          ];
    }),
    removed: [...(edit.removed ?? [])],
  };
}

/** The database gives an address's parts back in an order of its own. */
function addressText(address: Address | null): string | null {
  if (address === null) {
    return null;
  }
  const { name, line1, line2, postalCode, city, region, country } = address;
  return [name, line1, line2, postalCode, city, region, country].filter(Boolean).join(", ");
}
