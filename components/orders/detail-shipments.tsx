import type { ReactNode } from "react";
import { ShipmentNotice, type TellAgain } from "@/components/orders/shipment-notice";
import { Badge, type Tone } from "@/components/ui/badge";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import type { NoticeView } from "@/lib/intake/channels/notices";
import type { ShipmentView } from "@/lib/orders/detail";
import { cn } from "@/lib/shared/cn";
import { formatInstant } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";

type Look = { readonly word: string; readonly tone: Tone };

const STATES = {
  draft: { word: "Draft", tone: "neutral" },
  dispatched: { word: "Dispatched", tone: "positive" },
  voided: { word: "Void", tone: "none" },
} satisfies Record<ShipmentView["state"], Look>;

const ASN_STATES: ReadonlyMap<string, Look> = new Map([
  ["draft", { word: "ASN draft", tone: "neutral" }],
  ["sent", { word: "ASN sent", tone: "positive" }],
  ["accepted", { word: "ASN accepted", tone: "positive" }],
  ["rejected", { word: "ASN rejected", tone: "critical" }],
  ["replaced", { word: "ASN replaced", tone: "none" }],
  ["cancelled", { word: "ASN cancelled", tone: "none" }],
]);

const DOCUMENTS: Readonly<Record<string, string>> = {
  label: "Shipping label",
  packing_slip: "Packing slip",
  bill_of_lading: "Bill of lading",
};

const ASN_FILES = {
  x12_856: "ASN (X12 856)",
  channel: "Ship confirmation",
  manual: "ASN",
} satisfies Record<NonNullable<ShipmentView["asn"]>["format"], string>;

type DeliveryActions = {
  readonly order: string;
  readonly deliver: (form: FormData) => Promise<void>;
  readonly takeBack: (form: FormData) => Promise<void>;
};

type DetailShipmentsProps = {
  readonly shipments: readonly ShipmentView[];
  /** What marketplaces know of them. */
  readonly notices: readonly NoticeView[];
  readonly tellAgain: TellAgain | null;
  /** Records that a shipment arrived, and takes it back; missing where the person may not. */
  readonly delivery: DeliveryActions | null;
  readonly timeZone: string;
  readonly locale: string;
};

export function DetailShipments({
  shipments,
  notices,
  tellAgain,
  delivery,
  timeZone,
  locale,
}: DetailShipmentsProps) {
  const when = (at: Date) => (
    <time dateTime={at.toISOString()}>{formatInstant(at, timeZone, locale)}</time>
  );
  const noticeOf = (shipment: string) => {
    const notice = notices.find((one) => one.shipment === shipment);
    return notice ? <ShipmentNotice {...{ notice, tellAgain, timeZone, locale }} /> : null;
  };
  return (
    <Section title="Shipments" flush={shipments.length > 0}>
      {shipments.length === 0 ? (
        <p className="text-muted">Nothing has left yet.</p>
      ) : (
        <ul className="divide-y">
          {shipments.map((shipment) => (
            <Shipment
              key={shipment.id}
              shipment={shipment}
              notice={noticeOf(shipment.number)}
              delivery={delivery}
              when={when}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

type ShipmentProps = {
  shipment: ShipmentView;
  notice: ReactNode;
  delivery: DeliveryActions | null;
  when: (at: Date) => ReactNode;
};

function Shipment({ shipment, notice, delivery, when }: ShipmentProps) {
  const { number, state, asn, dispatchedAt, handedOverAt, deliveredAt } = shipment;
  const asnLook = asn ? ASN_STATES.get(asn.state) : undefined;
  return (
    <li
      id={number}
      className={cn(
        "scroll-mt-16 px-4 py-3 target:bg-accent-wash",
        state === "voided" && "text-muted",
      )}
    >
      <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="tabular-nums">{number}</span>
        <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
        {deliveredAt ? <Badge tone="positive">Delivered</Badge> : null}
        {asnLook ? <Badge tone={asnLook.tone}>{asnLook.word}</Badge> : null}
        <span className="ms-auto font-normal text-muted text-sm">
          {dispatchedAt ? when(dispatchedAt) : null}
        </span>
      </h3>
      <dl className="mt-1.5 grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-0.5 text-sm">
        <Fact label="Items">
          {shipment.lines
            .map(({ sku, quantity }) => `${quantityText(quantity)}× ${sku}`)
            .join(", ")}
        </Fact>
        <Fact label="Carrier">
          {[shipment.carrier, shipment.trackingNumber].filter(Boolean).join(" · ")}
        </Fact>
        <Fact label="Marketplace">{notice}</Fact>
        <Fact label="Handed over">{handedOverAt ? when(handedOverAt) : null}</Fact>
        <Fact label="Delivered">{deliveredAt ? when(deliveredAt) : null}</Fact>
        {shipment.packages.map((carton, index) => (
          <Fact key={carton.sscc} label={`Package ${index + 1}`}>
            <span className="tabular-nums">{carton.sscc}</span>
            {carton.internal ? <span className="text-muted"> internal SSCC</span> : null}
          </Fact>
        ))}
        <Fact label="BoL">{shipment.bolNumber}</Fact>
        <Fact label="Documents">
          <Files shipment={shipment} />
        </Fact>
      </dl>
      {delivery && state === "dispatched" ? (
        <form action={deliveredAt ? delivery.takeBack : delivery.deliver} className="mt-2">
          <input type="hidden" name="shipment" value={number} />
          <input type="hidden" name="order" value={delivery.order} />
          <input type="hidden" name="back" value={`/orders/${delivery.order}`} />
          <PendingButton size="sm" variant={deliveredAt ? "ghost" : "quiet"}>
            {deliveredAt ? "Not delivered after all" : "Mark as delivered"}
            <span className="sr-only">: {number}</span>
          </PendingButton>
        </form>
      ) : null}
    </li>
  );
}

/** Nothing to say is no line. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  return children === null || children === "" ? null : (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Files({ shipment: { documents, asn } }: { shipment: ShipmentView }) {
  const latest = new Map(documents.map((each) => [each.kind, each]));
  const files = [
    ...[...latest.values()].map(({ id, kind }) => ({
      href: `/api/documents/${id}`,
      label: DOCUMENTS[kind] ?? kind,
    })),
    ...(asn ? [{ href: `/api/asns/${asn.id}`, label: ASN_FILES[asn.format] }] : []),
  ];
  if (files.length === 0) {
    return "none yet";
  }
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {files.map(({ href, label }) => (
        // A plain anchor: documents are files, not pages of the app.
        <a
          key={href}
          href={href}
          target="_blank"
          rel="noreferrer"
          className="text-accent underline-offset-2 hover:underline"
        >
          {label}
        </a>
      ))}
    </span>
  );
}
