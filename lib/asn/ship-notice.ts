/** Decides what an X12 856 says about a shipment: pick and pack, items below the carton they are in. */
import { todayIn } from "@/lib/shared/dates";
import { isGtin } from "@/lib/shared/gs1";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import type { Segment } from "./x12";
import { fitElement } from "./x12-elements";
import { type TradingParty, writeX12, type X12Version } from "./x12-writer";

type NoticeAddress = {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  readonly country: string;
};

type NoticeItem = {
  /** The order's line. */
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly quantity: Quantity;
  /** X12 unit of measure, EA when left out. */
  readonly unit?: string;
};

export type NoticePackage = {
  /** 18 digits. */
  readonly sscc: string;
  readonly trackingNumber: string | null;
  readonly items: readonly NoticeItem[];
};

export type ShipNotice = {
  readonly sender: TradingParty;
  readonly receiver: TradingParty;
  readonly version: X12Version;
  readonly usage: "P" | "T";
  readonly controlNumber: number;
  /** Original, cancellation or replacement of an earlier notice of the shipment (BSN01). */
  readonly purpose: "original" | "cancel" | "replace";
  /** When the notice is written, shown in `timeZone`. */
  readonly at: Date;
  readonly timeZone: string;
  readonly shipmentNumber: string;
  readonly shippedOn: string;
  readonly deliverOn: string | null;
  readonly orderNumber: string;
  readonly poNumber: string | null;
  readonly orderedOn: string | null;
  readonly bolNumber: string | null;
  readonly carrier: string | null;
  readonly scac: string | null;
  /** PRO or tracking number of the whole shipment. */
  readonly trackingNumber: string | null;
  /** Gross weight in thousandths, or null when not known. */
  readonly weight: { readonly value: number; readonly unit: "kg" | "lb" } | null;
  readonly shipFrom: NoticeAddress;
  readonly shipTo: NoticeAddress;
  readonly packages: readonly NoticePackage[];
};

const PURPOSES = { original: "00", cancel: "01", replace: "05" } as const;
/** BSN05: shipment, order, packaging, item. */
const PICK_AND_PACK = "0001";

/** The 856 as text. Throws on ids or a control number that no envelope can carry; check the rest with checkShipNotice. */
export function shipNotice(notice: ShipNotice): string {
  const date = compact(todayIn(notice.timeZone, notice.at));
  const time = timeIn(notice.timeZone, notice.at);
  const levels = [shipmentLevel(notice), orderLevel(notice), ...packageLevels(notice)];
  const items = notice.packages.flatMap((carton) => carton.items);
  const hash = items.reduce((sum, item) => sum + item.quantity, 0);
  const body: Segment[] = [
    [
      "BSN",
      PURPOSES[notice.purpose],
      fitElement("BSN02", notice.shipmentNumber),
      date,
      time,
      PICK_AND_PACK,
    ],
    ...levels.flatMap((level, index) => [
      ["HL", String(index + 1), level.parent, level.code, level.isParent ? "1" : "0"],
      ...level.segments,
    ]),
    ["CTT", String(levels.length), quantityText(hash)],
  ];
  return writeX12({ ...notice, date, time }, { functionalCode: "SH", set: "856", body });
}

type Level = {
  /** The HL01 above, empty at the top. */
  readonly parent: string;
  readonly code: "S" | "O" | "P" | "I";
  readonly isParent: boolean;
  readonly segments: readonly Segment[];
};

function shipmentLevel(notice: ShipNotice): Level {
  const day = (on: string) => compact(on);
  return {
    parent: "",
    code: "S",
    isParent: true,
    segments: [
      cartons(notice),
      ...routing(notice),
      ...reference("BM", notice.bolNumber),
      ...reference("CN", notice.trackingNumber),
      ["DTM", "011", day(notice.shippedOn)],
      ...(notice.deliverOn ? [["DTM", "017", day(notice.deliverOn)]] : []),
      ...party("SF", notice.shipFrom, notice.sender.id),
      ...party("ST", notice.shipTo, notice.receiver.id),
    ],
  };
}

function orderLevel(notice: ShipNotice): Level {
  // The partner looks for its own number; without one it can only know ours.
  const number = fitElement("PRF01", notice.poNumber) || fitElement("PRF01", notice.orderNumber);
  const ordered = notice.orderedOn ? compact(notice.orderedOn) : "";
  return {
    parent: "1",
    code: "O",
    isParent: notice.packages.length > 0,
    segments: [["PRF", number, "", "", ordered], ...reference("VN", notice.orderNumber)],
  };
}

/** Each carton and below it its items, numbered from 3: the shipment is 1, the order 2. */
function packageLevels(notice: ShipNotice): Level[] {
  const levels: Level[] = [];
  for (const carton of notice.packages) {
    const number = String(levels.length + 3);
    const tracking = fitElement("MAN02", carton.trackingNumber);
    levels.push({
      parent: "2",
      code: "P",
      isParent: carton.items.length > 0,
      segments: [["MAN", "GM", `00${carton.sscc}`], ...(tracking ? [["MAN", "CP", tracking]] : [])],
    });
    for (const item of carton.items) {
      levels.push({ parent: number, code: "I", isParent: false, segments: itemSegments(item) });
    }
  }
  return levels;
}

/** X12 says by a qualifier which GTIN it is. */
const GTIN_QUALIFIERS: Readonly<Record<number, string>> = { 8: "EO", 12: "UP", 13: "EN", 14: "UK" };

function itemSegments(item: NoticeItem): Segment[] {
  const gtin = item.gtin !== null && isGtin(item.gtin) ? item.gtin : null;
  const ids = gtin ? [GTIN_QUALIFIERS[gtin.length] ?? "", gtin] : [];
  const name = fitElement("PID05", item.name);
  return [
    ["LIN", String(item.line), ...ids, "VP", fitElement("LIN03", item.sku) || "?"],
    ["SN1", "", quantityText(item.quantity), item.unit ?? "EA"],
    ...(name ? [["PID", "F", "", "", "", name]] : []),
  ];
}

function cartons(notice: ShipNotice): Segment {
  const weight = notice.weight
    ? ["G", quantityText(notice.weight.value), notice.weight.unit.toUpperCase()]
    : [];
  return ["TD1", "CTN25", String(notice.packages.length), "", "", "", ...weight];
}

function routing(notice: ShipNotice): Segment[] {
  const scac = fitElement("TD503", notice.scac);
  const name = fitElement("TD505", notice.carrier);
  return scac || name ? [["TD5", "", scac ? "2" : "", scac, "", name]] : [];
}

function reference(qualifier: string, value: string | null): Segment[] {
  const text = fitElement("REF02", value);
  return text ? [["REF", qualifier, text]] : [];
}

function party(role: "SF" | "ST", address: NoticeAddress, id: string): Segment[] {
  const line1 = fitElement("N301", address.line1);
  const line2 = fitElement("N302", address.line2);
  const lines = [line1, line2].filter((line) => line !== "");
  // N402 holds two letters: a region written out has no place in 4010.
  const region = /^[A-Za-z]{2}$/.test(address.region?.trim() ?? "")
    ? (address.region ?? "").trim().toUpperCase()
    : "";
  const place = [
    fitElement("N401", address.city),
    region,
    fitElement("N403", address.postalCode),
    fitElement("N404", address.country),
  ];
  return [
    ["N1", role, fitElement("N102", address.name) || id],
    ...(lines.length > 0 ? [["N3", ...lines]] : []),
    ...(place.some((part) => part !== "") ? [["N4", ...place]] : []),
  ];
}

/** A day as CCYYMMDD. */
function compact(day: string): string {
  return day.replaceAll("-", "");
}

/** The time of day as HHMM. */
function timeIn(timeZone: string, at: Date): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return format.format(at).replace(":", "");
}
