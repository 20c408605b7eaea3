/** Turns plain numbers into choices, so that any list of numbers is a request and a smaller one a simpler request. */
import type { Model, Order, Production, Shipment } from "./facts";

/** Things of the other workspace, and things that nobody has: both must answer as unknown. */
export type Strangers = {
  readonly order: string;
  readonly client: string;
  readonly sku: string;
  readonly shipment: string;
  readonly production: string;
  readonly invoice: string;
  readonly receipt: string;
  readonly move: string;
};

export class Dice {
  private at = 0;

  constructor(
    private readonly rolls: readonly number[],
    readonly model: Model,
    readonly strangers: Strangers,
  ) {}

  /** 0 to `sides` - 1; 0 where the numbers have run out. */
  roll(sides: number): number {
    const value = this.rolls[this.at] ?? 0;
    this.at += 1;
    return value % sides;
  }

  /** True this often; never where the number is small. */
  chance(percent: number): boolean {
    return this.roll(100) >= 100 - percent;
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.roll(values.length)] ?? values[0];
  }

  /** Mostly whole units, sometimes a third or a thousandth. */
  quantity(): number {
    const units = 1000 * (1 + this.roll(5));
    return this.chance(15) ? this.pick([500, 333, 1, units + 1]) : units;
  }

  /** A quantity that nobody should be able to use. */
  badQuantity(): number {
    return this.pick([0, -1000]);
  }

  private name<T>(values: readonly T[], nameOf: (value: T) => string, stranger: string): string {
    if (this.chance(4)) {
      return this.pick([stranger, `${stranger.slice(0, -1)}9`]);
    }
    const value = values[this.roll(Math.max(1, values.length))];
    return value === undefined ? stranger : nameOf(value);
  }

  order = () => this.name<Order>(this.model.orders, (one) => one.number, this.strangers.order);

  /** One to three different orders. */
  orders(): string[] {
    return [...new Set(Array.from({ length: 1 + this.roll(3) }, this.order))];
  }

  client = () => this.name(["ACME", "PARTS"], (code) => code, this.strangers.client);

  sku = () => this.name(this.model.products, (one) => one.sku, this.strangers.sku);

  shipment = () =>
    this.name<Shipment>(this.model.shipments, (one) => one.number, this.strangers.shipment);

  production = () =>
    this.name<Production>(this.model.productions, (one) => one.number, this.strangers.production);

  receipt = () => this.name(this.model.receipts, (one) => one.id, this.strangers.receipt);

  invoice = () => this.name(this.model.invoices, (one) => one.number, this.strangers.invoice);

  /** One of few keys, so that a request often comes twice. */
  key = () => `key-${this.roll(25)}`;

  day = () => this.pick(["2026-06-05", "2026-06-12", "2026-06-20", "2026-05-20", "2026-07-01"]);

  dayOrNone = () => (this.chance(60) ? this.day() : null);
}
