import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Tab } from "@/lib/orders/lifecycle";
import type { ShipmentView } from "@/lib/orders/shipment-views";
import { quantityText } from "@/lib/shared/quantity";
import { ShipmentActions, type ShipmentActs } from "./shipment-actions";
import { DOCUMENT_WORDS } from "./words";

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

const ASN_FILES = {
  x12_856: "ASN (X12 856)",
  channel: "Ship confirmation",
  manual: "ASN",
} satisfies Record<NonNullable<ShipmentView["asn"]>["format"], string>;

type ShipmentItemProps = {
  readonly order: string;
  readonly tab: Tab;
  readonly shipment: ShipmentView;
  /** What a marketplace knows of it. */
  readonly notice: ReactNode;
  readonly acts: ShipmentActs;
  readonly when: (at: Date) => ReactNode;
  /** The day on which a draft is to leave, and how far off it is. */
  readonly planned: (day: string) => ReactNode;
};

/** One shipment: what it is, what is in which package, its documents, and what can be done with it. */
export function ShipmentItem(props: ShipmentItemProps) {
  const { order, tab, shipment, notice, acts, when, planned } = props;
  const { number, state, asn, dispatchedAt, handedOverAt, deliveredAt, packages } = shipment;
  const { plannedShipOn } = shipment;
  const asnLook = asn ? ASN_STATES.get(asn.state) : undefined;
  return (
    <li
      id={number}
      className={state === "voided" ? "px-4 py-3 text-muted" : "px-4 py-3 target:bg-wash"}
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
        <Fact label="Items">{unitsText(shipment.lines)}</Fact>
        <Fact label="Planned for">
          {state === "draft" && plannedShipOn ? planned(plannedShipOn) : null}
        </Fact>
        <Fact label="Carrier">
          {[shipment.carrier, shipment.trackingNumber].filter(Boolean).join(" · ")}
        </Fact>
        <Fact label="Marketplace">{notice}</Fact>
        <Fact label="Handed over">{handedOverAt ? when(handedOverAt) : null}</Fact>
        <Fact label="Delivered">{deliveredAt ? when(deliveredAt) : null}</Fact>
        {packages.map((carton, index) => (
          <Fact key={carton.sscc} label={`Package ${index + 1}`}>
            <span className="tabular-nums">{carton.sscc}</span>
            {carton.internal ? <span className="text-muted"> internal SSCC</span> : null}
            {packages.length > 1 ? <span className="block">{unitsText(carton.lines)}</span> : null}
          </Fact>
        ))}
        <Fact label="BoL">{shipment.bolNumber}</Fact>
        <Fact label="Documents">
          <Files shipment={shipment} />
        </Fact>
      </dl>
      <ShipmentActions order={order} tab={tab} shipment={shipment} acts={acts} />
    </li>
  );
}

const unitsText = (units: ShipmentView["lines"]): string =>
  units.map(({ sku, quantity }) => `${quantityText(quantity)}× ${sku}`).join(", ");

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
      label: DOCUMENT_WORDS[kind] ?? kind,
    })),
    ...(asn ? [{ href: `/api/asns/${asn.id}`, label: ASN_FILES[asn.format] }] : []),
    ...(asn?.isTakenBack
      ? [{ href: `/api/asns/${asn.id}?part=cancellation`, label: "ASN cancellation (X12 856)" }]
      : []),
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
          className="text-accent underline-offset-2 hover:underline max-md:py-1"
        >
          {label}
        </a>
      ))}
    </span>
  );
}
