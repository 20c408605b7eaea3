/** The orders of a pretended shop, and what Shopify lets an app do with them. */

type ShopLine = {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  currentQuantity: number;
  readonly price: string;
  discount: string;
};

type FulfilmentOrderLine = { readonly id: string; readonly line: ShopLine; remaining: number };

type FulfilmentOrder = {
  readonly id: string;
  readonly location: string;
  readonly lines: readonly FulfilmentOrderLine[];
  /** Someone else's service, or on hold: an app may not fulfil it. */
  readonly locked: boolean;
};

export type ShopFulfilment = {
  readonly id: string;
  status: "SUCCESS" | "CANCELLED";
  tracking: { company: string | null; number: string | null };
  readonly lines: readonly { readonly line: ShopLine; readonly quantity: number }[];
};

export type ShopOrder = {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  note: string | null;
  readonly lines: readonly ShopLine[];
  readonly fulfilmentOrders: readonly FulfilmentOrder[];
  readonly fulfilments: ShopFulfilment[];
};

type UserError = { readonly field: readonly string[]; readonly message: string };
export type FulfilInput = {
  readonly lineItemsByFulfillmentOrder: readonly {
    readonly fulfillmentOrderId: string;
    readonly fulfillmentOrderLineItems?: readonly {
      readonly id: string;
      readonly quantity: number;
    }[];
  }[];
  readonly trackingInfo?: { readonly company?: string; readonly number?: string } | null;
};

export type NewOrder = {
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly location?: string;
  }[];
  readonly createdAt?: string;
  readonly locked?: boolean;
};

export class Shop {
  readonly orders: ShopOrder[] = [];
  #last = 5_000;

  readonly #id = (): number => {
    this.#last += 1;
    return this.#last;
  };

  add({ lines, createdAt = "2026-06-01T08:00:00Z", locked = false }: NewOrder): ShopOrder {
    const made = lines.map(
      ({ sku, quantity }): ShopLine => ({
        id: this.#id(),
        sku,
        name: `Product ${sku}`,
        quantity,
        currentQuantity: quantity,
        price: "19.90",
        discount: "0.00",
      }),
    );
    const locations = [...new Set(lines.map(({ location = "Berlin" }) => location))];
    const order: ShopOrder = {
      id: this.#id(),
      name: `#${1000 + this.orders.length + 1}`,
      createdAt,
      updatedAt: createdAt,
      cancelledAt: null,
      note: null,
      lines: made,
      fulfilmentOrders: locations.map((location) => ({
        id: `gid://shopify/FulfillmentOrder/${this.#id()}`,
        location,
        locked,
        lines: made.flatMap((line, index) =>
          (lines[index]?.location ?? "Berlin") === location
            ? [
                {
                  id: `gid://shopify/FulfillmentOrderLineItem/${this.#id()}`,
                  line,
                  remaining: line.quantity,
                },
              ]
            : [],
        ),
      })),
      fulfilments: [],
    };
    this.orders.push(order);
    return order;
  }

  find(gid: string): ShopOrder | undefined {
    return this.orders.find(({ id }) => gid === `gid://shopify/Order/${id}`);
  }

  touch(order: ShopOrder, at = new Date().toISOString()): void {
    order.updatedAt = at;
  }

  /** Fulfils as Shopify does: all of one order and location, fulfilment-order line ids, no more than remains. */
  fulfil(input: FulfilInput): { fulfilment: ShopFulfilment | null; userErrors: UserError[] } {
    const refuse = (message: string) => ({
      fulfilment: null,
      userErrors: [{ field: ["fulfillment"], message }],
    });
    const taken: { line: FulfilmentOrderLine; quantity: number }[] = [];
    const places = new Set<string>();
    for (const {
      fulfillmentOrderId,
      fulfillmentOrderLineItems,
    } of input.lineItemsByFulfillmentOrder) {
      const order = this.orders.find((one) =>
        one.fulfilmentOrders.some(({ id }) => id === fulfillmentOrderId),
      );
      const part = order?.fulfilmentOrders.find(({ id }) => id === fulfillmentOrderId);
      if (!order || !part) {
        return refuse("Fulfillment order does not exist.");
      }
      if (part.locked || part.lines.every(({ remaining }) => remaining === 0)) {
        return refuse(
          `Fulfillment order ${fulfillmentOrderId.split("/").at(-1)} has an unfulfillable status.`,
        );
      }
      places.add(`${order.id} ${part.location}`);
      const asked =
        fulfillmentOrderLineItems && fulfillmentOrderLineItems.length > 0
          ? fulfillmentOrderLineItems
          : part.lines.map(({ id, remaining }) => ({ id, quantity: remaining }));
      for (const { id, quantity } of asked) {
        const line = part.lines.find((one) => one.id === id);
        if (!line) {
          return refuse("Fulfillment order line item does not exist.");
        }
        if (quantity < 1 || quantity > line.remaining) {
          return refuse("Invalid fulfillment order line item quantity requested.");
        }
        taken.push({ line, quantity });
      }
    }
    if (places.size !== 1) {
      return refuse("All fulfillment orders must have the same order and location.");
    }
    const fulfilment: ShopFulfilment = {
      id: `gid://shopify/Fulfillment/${this.#id()}`,
      status: "SUCCESS",
      tracking: {
        company: input.trackingInfo?.company ?? null,
        number: input.trackingInfo?.number ?? null,
      },
      lines: taken.map(({ line, quantity }) => ({ line: line.line, quantity })),
    };
    for (const { line, quantity } of taken) {
      line.remaining -= quantity;
    }
    const first = input.lineItemsByFulfillmentOrder[0]?.fulfillmentOrderId;
    const order = this.orders.find((one) => one.fulfilmentOrders.some(({ id }) => id === first));
    order?.fulfilments.push(fulfilment);
    if (order) {
      this.touch(order);
    }
    return { fulfilment, userErrors: [] };
  }

  fulfilment(id: string): ShopFulfilment | undefined {
    return this.orders.flatMap(({ fulfilments }) => fulfilments).find((one) => one.id === id);
  }
}
