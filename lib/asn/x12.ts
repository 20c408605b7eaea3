/** Reads X12: finds the delimiters of each interchange and takes it apart, however it was trimmed or re-wrapped on its way. */
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

/** The identifier, then the elements: `segment[2]` is the second element, BSN02 in a BSN. */
export type Segment = readonly string[];

export type Delimiters = {
  readonly element: string;
  /** ISA16; empty where a file leaves it out. */
  readonly component: string;
  readonly terminator: string;
};

/** What is odd about a file that could be read all the same. */
type X12Warning = "isa_not_106_characters" | "component_separator_missing" | "trailer_missing";

export type Interchange = {
  readonly delimiters: Delimiters;
  /** From ISA to IEA, without line breaks around them. */
  readonly segments: readonly Segment[];
  readonly warnings: readonly X12Warning[];
};

/** One transaction set with the envelope it came in. */
export type TransactionSet = {
  /** ST01, such as "850". */
  readonly set: string;
  readonly controlNumber: string;
  readonly senderId: string;
  readonly receiverId: string;
  readonly interchangeControlNumber: string;
  /** GS01, such as "PO". */
  readonly functionalCode: string;
  readonly groupControlNumber: string;
  /** GS08, such as "004010". */
  readonly version: string;
  /** From ST to SE. */
  readonly segments: readonly Segment[];
};

/** ISA01 to ISA16 are each preceded by the element separator. */
const ISA_ELEMENTS = 16;
/** The length of an ISA with its terminator, fixed by the standard. */
const ISA_LENGTH = 106;

/** Reads one element, empty where the segment is shorter. */
export function element(segment: Segment, place: number): string {
  return segment[place] ?? "";
}

/** Takes a text apart into its interchanges. Refused when it doesn't begin with an ISA or that has too few elements. */
export function readX12(text: string): Outcome<readonly Interchange[], "not_x12"> {
  let rest = text.replace(/^\ufeff/, "").trimStart();
  const interchanges: Interchange[] = [];
  while (rest !== "") {
    const header = readHeader(rest);
    if (!header) {
      // What follows a whole interchange is not worth losing it for.
      return interchanges.length > 0 ? accept(interchanges) : refuse("not_x12");
    }
    const next = endOf(rest, header);
    interchanges.push(readInterchange(rest.slice(0, next.end), header, next.closed));
    rest = rest.slice(next.end).trimStart();
  }
  return interchanges.length > 0 ? accept(interchanges) : refuse("not_x12");
}

type Header = { readonly delimiters: Delimiters; readonly warnings: readonly X12Warning[] };

/** Finds the delimiters by counting separators, because headers trimmed by hand have no fixed places. */
function readHeader(text: string): Header | null {
  const separator = text[3];
  if (!text.startsWith("ISA") || separator === undefined || /[\sA-Za-z0-9]/.test(separator)) {
    return null;
  }
  let at = 2;
  for (let count = 0; count < ISA_ELEMENTS; count += 1) {
    at = text.indexOf(separator, at + 1);
    if (at < 0) {
      return null;
    }
  }
  const isMissing = /^(.|~\s*)GS/.test(text.slice(at + 1, at + 8));
  const component = isMissing ? "" : (text[at + 1] ?? "");
  const end = at + 1 + component.length;
  const terminator = text[end];
  if (terminator === undefined) {
    return null;
  }
  const warnings: X12Warning[] = [];
  if (end + 1 !== ISA_LENGTH) {
    warnings.push("isa_not_106_characters");
  }
  if (isMissing) {
    warnings.push("component_separator_missing");
  }
  return { delimiters: { element: separator, component, terminator }, warnings };
}

/** Where the interchange ends: behind its IEA, or at the end of the text. */
function endOf(text: string, { delimiters }: Header): { end: number; closed: boolean } {
  const mark = `IEA${delimiters.element}`;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (startsSegment(text, at, delimiters.terminator)) {
      const end = text.indexOf(delimiters.terminator, at);
      return { end: end < 0 ? text.length : end + 1, closed: true };
    }
  }
  return { end: text.length, closed: false };
}

function startsSegment(text: string, at: number, terminator: string): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text[before] ?? "") && text[before] !== terminator) {
    before -= 1;
  }
  return text[before] === terminator;
}

function readInterchange(text: string, header: Header, closed: boolean): Interchange {
  const { delimiters } = header;
  const segments = text
    .split(delimiters.terminator)
    .map((segment) => segment.replace(/^\s+|[\r\n]+$/g, ""))
    .filter((segment) => segment !== "")
    .map((segment) => segment.split(delimiters.element));
  const warnings = closed ? header.warnings : [...header.warnings, "trailer_missing" as const];
  return { delimiters, segments, warnings };
}

/** The transaction sets of an interchange, each from its ST to its SE, to the next ST where that is missing. */
export function transactionSets(interchange: Interchange): TransactionSet[] {
  const sets: TransactionSet[] = [];
  let isa: Segment = [];
  let group: Segment = [];
  let open: Segment[] | null = null;
  for (const segment of interchange.segments) {
    const id = segment[0];
    if (id === "ISA") {
      isa = segment;
    } else if (id === "GS") {
      group = segment;
    } else if (id === "ST") {
      open = [];
      sets.push(transactionSet(isa, group, segment, open));
    } else if (id === "GE" || id === "IEA") {
      open = null;
    }
    open?.push(segment);
    if (id === "SE") {
      open = null;
    }
  }
  return sets;
}

function transactionSet(
  isa: Segment,
  group: Segment,
  start: Segment,
  segments: readonly Segment[],
): TransactionSet {
  return {
    set: element(start, 1),
    controlNumber: element(start, 2),
    senderId: element(isa, 6).trim(),
    receiverId: element(isa, 8).trim(),
    interchangeControlNumber: element(isa, 13),
    functionalCode: element(group, 1),
    groupControlNumber: element(group, 6),
    version: element(group, 8),
    segments,
  };
}
