import { Section } from "@/components/ui/section";
import type { ClientShipment } from "@/lib/orders/client-view";
import { type Day, formatFullDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import { carrierPage } from "@/lib/shipments/carriers";

type Shown = Omit<ClientShipment, "packingSlipId"> & { readonly packingSlipId?: string | null };

type PackageListProps = {
  readonly shipments: readonly Shown[];
  readonly locale: string;
  readonly today: Day;
};

const linkClass =
  "-my-3 inline-block py-3 text-accent underline-offset-2 hover:underline md:-my-1 md:py-1";

/** The shipments that have left: when, with whom, under which number, and what lies in them. */
export function PackageList({ shipments, locale, today }: PackageListProps) {
  if (shipments.length === 0) {
    return null;
  }
  return (
    <Section title={shipments.length === 1 ? "Shipment" : "Shipments"} flush>
      <ul className="divide-y">
        {shipments.map((shipment) => (
          <li key={shipment.number} className="grid gap-1 px-4 py-3">
            <h3 className="flex flex-wrap items-baseline gap-x-2">
              {formatFullDay(shipment.on, locale, today)}
              <span className="font-normal text-muted text-sm">
                {shipment.number} · {packagesText(shipment.packages)}
                {shipment.deliveredOn
                  ? ` · delivered ${formatFullDay(shipment.deliveredOn, locale, today)}`
                  : ""}
              </span>
            </h3>
            <p className="break-words">
              {shipment.items
                .map(({ name, quantity }) => `${quantityText(quantity)} × ${name}`)
                .join(", ")}
            </p>
            <Carrier shipment={shipment} />
            {shipment.packingSlipId ? (
              <p>
                {/* A plain anchor: a document is a file, not a page. */}
                <a
                  href={`/portal/documents/${shipment.packingSlipId}`}
                  target="_blank"
                  rel="noreferrer"
                  className={linkClass}
                >
                  Packing slip (PDF)
                  <span className="sr-only"> of shipment {shipment.number}</span>
                </a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const packagesText = (count: number) => (count === 1 ? "1 package" : `${count} packages`);

function Carrier({ shipment: { carrier, trackingNumber } }: { shipment: Shown }) {
  const page = carrierPage(carrier, trackingNumber);
  const words = [carrier, trackingNumber].filter(Boolean).join(" ");
  return words === "" ? null : (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="select-all break-all tabular-nums">{words}</span>
      {page ? (
        <a href={page} target="_blank" rel="noopener noreferrer" className={linkClass}>
          Track at {carrier}
        </a>
      ) : null}
    </p>
  );
}
