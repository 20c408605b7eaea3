/** Decides what has to be written so that a product's reservations, supply and lines say what its plan says. */
import type { Day } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import { type LineCover, planAllocation } from "./availability";
import type { StoredStock, SupplyKind } from "./load-stock";

type OfLine = { readonly productId: string; readonly orderLineId: string };

/** Changes of rows that exist, by their ids, and rows to come. Nothing is in here that stays as it is. */
export type StockChanges = {
  readonly released: readonly string[];
  readonly resized: readonly { readonly id: string; readonly quantity: Quantity }[];
  readonly reserved: readonly (OfLine & { readonly quantity: Quantity })[];
  readonly withdrawn: readonly string[];
  readonly repromised: readonly {
    readonly id: string;
    readonly quantity: Quantity;
    readonly on: Day;
  }[];
  readonly promised: readonly (OfLine & {
    readonly supply: string;
    readonly kind: SupplyKind;
    readonly quantity: Quantity;
    readonly on: Day;
  })[];
  /** What the counters of products become. */
  readonly counted: readonly { readonly id: string; readonly reserved: Quantity }[];
  /** What lines show. One that left the queue shows nothing. */
  readonly lines: readonly {
    readonly id: string;
    readonly orderId: string;
    readonly reserved: Quantity;
    readonly expected: Quantity;
    readonly expectedOn: Day | null;
  }[];
};

/** What differs between a product's plan and what is written of it. */
export function changesOf(stock: StoredStock): StockChanges {
  const { lines } = planAllocation(stock);
  const sum = [...lines.values()].reduce((units, cover) => units + cover.reserved, 0);
  return {
    ...reservationChanges(stock, lines),
    ...supplyChanges(stock, lines),
    counted: sum === stock.reserved ? [] : [{ id: stock.id, reserved: sum }],
    lines: stock.lines.flatMap((line) => {
      const { reserved = 0, expected = 0, expectedOn = null } = lines.get(line.id) ?? {};
      const isSame =
        line.reserved === reserved && line.expected === expected && line.expectedOn === expectedOn;
      return isSame ? [] : [{ id: line.id, orderId: line.orderId, reserved, expected, expectedOn }];
    }),
  };
}

type Lines = ReadonlyMap<string, LineCover>;

function reservationChanges({ id, held }: StoredStock, lines: Lines) {
  const floating = new Map([...lines].map(([lineId, cover]) => [lineId, floatingOf(cover)]));
  const released: string[] = [];
  const resized: { id: string; quantity: Quantity }[] = [];
  for (const one of held) {
    const quantity = one.isPinned
      ? (lines.get(one.lineId)?.pinned.get(one.id) ?? 0)
      : (floating.get(one.lineId) ?? 0);
    if (!one.isPinned) {
      floating.delete(one.lineId);
    }
    if (quantity === 0) {
      released.push(one.id);
    } else if (quantity !== one.quantity) {
      resized.push({ id: one.id, quantity });
    }
  }
  const reserved = [...floating].flatMap(([orderLineId, quantity]) =>
    quantity > 0 ? [{ productId: id, orderLineId, quantity }] : [],
  );
  return { released, resized, reserved };
}

/** What of a line's units no draft shipment and no production order pins. */
const floatingOf = ({ reserved, pinned }: LineCover): Quantity =>
  reserved - [...pinned.values()].reduce((sum, quantity) => sum + quantity, 0);

function supplyChanges({ id, supplies, promised: written }: StoredStock, lines: Lines) {
  const kinds = new Map(supplies.map((supply) => [supply.id, supply.kind]));
  const wanted = new Map(
    [...lines].flatMap(([orderLineId, { pieces }]) =>
      pieces.map((piece) => {
        const kind = kinds.get(piece.supply) ?? "receipt";
        return [`${orderLineId} ${piece.supply}`, { productId: id, orderLineId, kind, ...piece }];
      }),
    ),
  );
  const withdrawn: string[] = [];
  const repromised: { id: string; quantity: Quantity; on: Day }[] = [];
  for (const one of written) {
    const key = `${one.lineId} ${one.supplyId}`;
    const piece = wanted.get(key);
    wanted.delete(key);
    if (piece === undefined) {
      withdrawn.push(one.id);
    } else if (piece.quantity !== one.quantity || piece.on !== one.on) {
      repromised.push({ id: one.id, quantity: piece.quantity, on: piece.on });
    }
  }
  return { withdrawn, repromised, promised: [...wanted.values()] };
}
