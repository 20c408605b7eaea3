import { Section } from "@/components/ui/section";
import type { ClientPrices } from "@/lib/orders/client-orders";
import type { ClientLine } from "@/lib/orders/client-view";
import { formatMinor } from "@/lib/shared/money";
import { quantityText } from "@/lib/shared/quantity";

type SplitLinesProps = {
  readonly lines: readonly ClientLine[];
  /** Only for clients that may see them. */
  readonly prices?: ClientPrices | null;
  readonly locale: string;
};

/** What was ordered, and of each line what has left, what is ready and what comes when. */
export function SplitLines({ lines, prices = null, locale }: SplitLinesProps) {
  const amounts = new Map(prices?.lines.map((line) => [line.line, line]));
  const money = (minor: number) => formatMinor(minor, prices?.currency ?? "EUR", locale);
  return (
    <Section title="What you ordered" flush>
      <ul className="divide-y">
        {lines.map((line) => {
          const amount = amounts.get(line.line);
          return (
            <li key={line.line} className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-2.5">
              <div className="min-w-0">
                <p className="break-words font-semibold">
                  <span className="tabular-nums">{quantityText(line.ordered)} × </span>
                  {line.name}
                </p>
                <p className="break-words text-muted text-sm">{line.sku}</p>
              </div>
              {amount ? (
                <p className="text-right tabular-nums">
                  {money(amount.totalMinor)}
                  <span className="block text-muted text-sm">
                    {money(amount.unitPriceMinor)} each
                    {amount.discountMinor > 0 ? `, less ${money(amount.discountMinor)}` : ""}
                  </span>
                </p>
              ) : null}
              {line.split.length > 0 ? (
                <p className="col-span-2 mt-1 flex flex-wrap gap-x-1.5 tabular-nums">
                  {line.split.map((piece, at) => (
                    <span key={piece}>
                      {piece}
                      {at < line.split.length - 1 ? ";" : ""}
                    </span>
                  ))}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      {prices ? <Sums prices={prices} money={money} /> : null}
    </Section>
  );
}

function Sums({ prices, money }: { prices: ClientPrices; money: (minor: number) => string }) {
  const rows = [
    { label: "Shipping", minor: prices.shippingMinor },
    { label: "Tax", minor: prices.taxMinor },
  ].filter(({ minor }) => minor !== 0);
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 border-t px-4 py-2.5 text-right">
      {[...rows, { label: "Total", minor: prices.totalMinor }].map(({ label, minor }) => (
        <div key={label} className="contents last:font-semibold">
          <dt className="text-muted">{label}</dt>
          <dd>{money(minor)}</dd>
        </div>
      ))}
    </dl>
  );
}
