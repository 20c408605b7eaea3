/** Writes X12: puts segments into their envelopes, with the control numbers and counts that these must carry. */
import type { Segment } from "./x12";
import { cleanText, WRITTEN } from "./x12-elements";

export type X12Version = "004010" | "005010";

export type TradingParty = {
  /** ISA05 or ISA07: ZZ for an id agreed between the two, 01 for a D-U-N-S, 12 for a telephone number. */
  readonly qualifier: string;
  /** Up to 15 characters. */
  readonly id: string;
};

export type Envelope = {
  readonly sender: TradingParty;
  readonly receiver: TradingParty;
  readonly version: X12Version;
  /** P for production, T for a test. */
  readonly usage: "P" | "T";
  /** ISA13 and GS06, 1 to 999,999,999, never used twice between the two parties. */
  readonly controlNumber: number;
  /** CCYYMMDD and HHMM. */
  readonly date: string;
  readonly time: string;
};

/**
 * One interchange with one group and one transaction set. `body` is what stands between ST and SE.
 * Throws when an id or the control number can't stand in the header.
 */
export function writeX12(
  envelope: Envelope,
  of: { readonly functionalCode: string; readonly set: string; readonly body: readonly Segment[] },
): string {
  const control = controlText(envelope.controlNumber);
  const group = String(envelope.controlNumber);
  const setControl = "0001";
  return [
    header(envelope, control),
    [
      "GS",
      of.functionalCode,
      groupId(envelope.sender),
      groupId(envelope.receiver),
      envelope.date,
      envelope.time,
      group,
      "X",
      envelope.version,
    ],
    ["ST", of.set, setControl],
    ...of.body,
    ["SE", String(of.body.length + 2), setControl],
    ["GE", "1", group],
    ["IEA", "1", control],
  ]
    .map(segmentText)
    .join("");
}

/** One segment as text: empty elements at its end left out, a line break behind it for people who read along. */
function segmentText(segment: Segment): string {
  let last = segment.length;
  while (last > 1 && segment[last - 1] === "") {
    last -= 1;
  }
  return `${segment.slice(0, last).join(WRITTEN.element)}${WRITTEN.terminator}\n`;
}

function header(envelope: Envelope, control: string): Segment {
  const is5010 = envelope.version === "005010";
  return [
    "ISA",
    "00",
    " ".repeat(10),
    "00",
    " ".repeat(10),
    qualifier(envelope.sender),
    groupId(envelope.sender).padEnd(15),
    qualifier(envelope.receiver),
    groupId(envelope.receiver).padEnd(15),
    envelope.date.slice(2),
    envelope.time,
    is5010 ? WRITTEN.repetition : "U",
    is5010 ? "00501" : "00401",
    control,
    "0",
    envelope.usage,
    WRITTEN.component,
  ];
}

function controlText(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1 || number > 999_999_999) {
    throw new Error(`An X12 control number is 1 to 999999999, not ${number}.`);
  }
  return String(number).padStart(9, "0");
}

function groupId(party: TradingParty): string {
  if (party.id.length < 2 || party.id.length > 15 || cleanText(party.id) !== party.id) {
    throw new Error(
      `"${party.id}" can't be the id of a trading partner: 2 to 15 plain characters.`,
    );
  }
  return party.id;
}

function qualifier(party: TradingParty): string {
  if (!/^[A-Z0-9]{2}$/.test(party.qualifier)) {
    throw new Error(`"${party.qualifier}" is no ISA qualifier of two characters.`);
  }
  return party.qualifier;
}
