/** Decides whether the envelope of a ship notice closes as it opened. */
import type { Problem } from "./problem";
import { element, type Interchange, type Segment } from "./x12";

/** The one order in which the envelope of one transaction set can stand. */
const OPENING = ["ISA", "GS", "ST"];
const CLOSING = ["SE", "GE", "IEA"];

export function checkEnvelope(interchange: Interchange): Problem[] {
  const { segments, warnings } = interchange;
  const ids = segments.map((segment) => segment[0] ?? "");
  const opens = ids.slice(0, 3).join() === OPENING.join();
  const closes = ids.slice(-3).join() === CLOSING.join();
  const single = [...OPENING, ...CLOSING].every((id) => ids.indexOf(id) === ids.lastIndexOf(id));
  if (!opens || !closes || !single) {
    const message = "ISA, GS, ST at the start and SE, GE, IEA at the end, each once, are needed.";
    return [{ code: "envelope", message, segment: null }];
  }
  const [isa = [], gs = [], st = []] = segments;
  const [se = [], ge = [], iea = []] = segments.slice(-3);
  return [
    ...warnings.map((warning) => envelope(`The header is not as fixed: ${warning}.`, isa)),
    ...checkHeader(isa, gs, st),
    ...same("ST02 and SE02", element(st, 2), element(se, 2), se),
    ...same("GS06 and GE02", element(gs, 6), element(ge, 2), ge),
    ...same("ISA13 and IEA02", element(isa, 13), element(iea, 2), iea),
    ...count("SE01", element(se, 1), segments.length - 4, se),
    ...count("GE01", element(ge, 1), 1, ge),
    ...count("IEA01", element(iea, 1), 1, iea),
  ];
}

function checkHeader(isa: Segment, gs: Segment, st: Segment): Problem[] {
  const problems: Problem[] = [];
  const version = { "00401": "004010", "00501": "005010" }[element(isa, 12)];
  if (version === undefined || element(gs, 8) !== version) {
    problems.push(envelope("ISA12 and GS08 name no version that we write.", gs));
  }
  if (!/^[PT]$/.test(element(isa, 15))) {
    problems.push(envelope("ISA15 is neither P nor T.", isa));
  }
  if (!/^\d{9}$/.test(element(isa, 13)) || !/^\d{1,9}$/.test(element(gs, 6))) {
    problems.push(envelope("A control number is missing.", isa));
  }
  if (element(gs, 1) !== "SH" || element(st, 1) !== "856") {
    problems.push(envelope("The group is no SH with an 856.", st));
  }
  return problems;
}

function envelope(message: string, segment: Segment): Problem {
  return { code: "envelope", message, segment: segment.join("*") };
}

function same(names: string, first: string, second: string, segment: Segment): Problem[] {
  const message = `${names} differ: ${first} and ${second}.`;
  const found: Problem = { code: "control_number", message, segment: segment.join("*") };
  return first === second && first !== "" ? [] : [found];
}

function count(name: string, text: string, real: number, segment: Segment): Problem[] {
  const message = `${name} is ${text}, the count is ${real}.`;
  const found: Problem = { code: "segment_count", message, segment: segment.join("*") };
  return text === String(real) ? [] : [found];
}
