import { Badge, TONE_CLASS, type Tone } from "@/components/ui/badge";
import type {
  ArchiveReason,
  InvoicingStatus,
  PaymentStatus,
  ProductionStatus,
  ShipmentStatus,
  StockStatus,
  Tab,
} from "@/lib/orders/lifecycle";
import { cn } from "@/lib/shared/cn";

declare module "react" {
  interface CSSProperties {
    /** How far the bar of a `meter` is filled, 0 to 100. */
    "--percent"?: number;
  }
}

type Look = { readonly word: string; readonly tone: Tone };

const STOCK = {
  in_stock: { word: "In stock", tone: "positive" },
  partly: { word: "Partly", tone: "info" },
  expected: { word: "Expected", tone: "caution" },
  late: { word: "Late", tone: "critical" },
  short: { word: "Short", tone: "critical" },
  not_tracked: { word: "Not tracked", tone: "none" },
  not_needed: { word: "Not needed", tone: "none" },
} satisfies Record<StockStatus, Look>;

const PRODUCTION = {
  not_needed: { word: "Not needed", tone: "none" },
  not_started: { word: "Not started", tone: "neutral" },
  in_progress: { word: "In progress", tone: "info" },
  blocked: { word: "Blocked", tone: "critical" },
  made: { word: "Made", tone: "positive" },
} satisfies Record<ProductionStatus, Look>;

const SHIPMENT = {
  not_needed: { word: "Not needed", tone: "none" },
  not_shipped: { word: "Not shipped", tone: "neutral" },
  partly_shipped: { word: "Partly", tone: "info" },
  shipped: { word: "Shipped", tone: "positive" },
} satisfies Record<ShipmentStatus, Look>;

const INVOICING = {
  not_needed: { word: "Not needed", tone: "none" },
  not_invoiced: { word: "Not invoiced", tone: "neutral" },
  partly: { word: "Partly invoiced", tone: "info" },
  invoiced: { word: "Invoiced", tone: "positive" },
} satisfies Record<InvoicingStatus, Look>;

const PAYMENT = {
  not_needed: { word: "Not needed", tone: "none" },
  unpaid: { word: "Unpaid", tone: "neutral" },
  partly: { word: "Partly paid", tone: "info" },
  paid: { word: "Paid", tone: "positive" },
} satisfies Record<PaymentStatus, Look>;

const TAB = {
  open: { word: "Open", tone: "info" },
  closed: { word: "Closed", tone: "positive" },
  archived: { word: "Archived", tone: "neutral" },
} satisfies Record<Tab, Look>;

const REASON = {
  asn: { word: "ASN sent", tone: "positive" },
  completed: { word: "Completed", tone: "positive" },
  cancelled: { word: "Cancelled", tone: "neutral" },
  not_to_be_fulfilled: { word: "Will not ship", tone: "neutral" },
  aged: { word: "Aged", tone: "neutral" },
} satisfies Record<ArchiveReason, Look>;

/** A status with the facet it belongs to; the pair finds its words and its tone. */
export type StatusOf =
  | { readonly facet: "stock"; readonly value: StockStatus }
  | { readonly facet: "production"; readonly value: ProductionStatus }
  | { readonly facet: "shipment"; readonly value: ShipmentStatus }
  | { readonly facet: "invoicing"; readonly value: InvoicingStatus }
  | { readonly facet: "payment"; readonly value: PaymentStatus };

/** The percent is floored where it is computed; `text` stands in its place where a count or a day says more. */
export type StatusDetail = {
  readonly percent?: number | null | undefined;
  readonly text?: string | null | undefined;
};

function lookOf(status: StatusOf): Look {
  switch (status.facet) {
    case "stock":
      return STOCK[status.value];
    case "production":
      return PRODUCTION[status.value];
    case "shipment":
      return SHIPMENT[status.value];
    case "invoicing":
      return INVOICING[status.value];
    case "payment":
      return PAYMENT[status.value];
  }
}

const isPartial = (percent: number | null | undefined): percent is number =>
  typeof percent === "number" && percent > 0 && percent < 100;

/** What a status shows: its words, its tone's class, and how far a bar is filled when it is partial. */
export function statusLook(status: StatusOf & StatusDetail) {
  const { word, tone } = lookOf(status);
  const bar = isPartial(status.percent) ? status.percent : null;
  const detail = status.text ?? (bar === null ? "" : `${bar}%`);
  return { words: detail ? `${word} ${detail}` : word, toneClass: TONE_CLASS[tone], bar };
}

/** A status beside a title or in a table: glyph and words, and a 4 px bar below when it is partial. */
export function StatusBadge(props: StatusOf & StatusDetail & { className?: string }) {
  const { words, toneClass, bar } = statusLook(props);
  return (
    <span
      className={cn(
        "inline-block max-w-full",
        toneClass,
        bar !== null && "meter w-32",
        props.className,
      )}
      style={bar === null ? undefined : { "--percent": bar }}
    >
      <span className="status-word glyph">{words}</span>
    </span>
  );
}

export function TabBadge({ tab }: { tab: Tab }) {
  return <Badge tone={TAB[tab].tone}>{TAB[tab].word}</Badge>;
}

export function ArchiveReasonBadge({ reason }: { reason: ArchiveReason }) {
  return <Badge tone={REASON[reason].tone}>{REASON[reason].word}</Badge>;
}

/** The reason's words and the class of its tone, for the column of a table. */
export function archiveReasonLook(reason: ArchiveReason): { text: string; tone: string } {
  const { word, tone } = REASON[reason];
  return { text: word, tone: TONE_CLASS[tone] };
}

/** The tab's word, as in `Open`. */
export const tabWord = (tab: Tab): string => TAB[tab].word;

const FACETS = { stock: STOCK, production: PRODUCTION, shipment: SHIPMENT } as const;

/** Every value of a facet with its word, for the list's filters. */
export function statusOptions(facet: keyof typeof FACETS): { value: string; label: string }[] {
  return Object.entries(FACETS[facet]).map(([value, { word }]) => ({ value, label: word }));
}
