/** Decides whether an 856 may leave the building: envelope, counts, hierarchy, contents. */

import { isSscc } from "@/lib/shared/gs1";
import { parseQuantity, quantityText } from "@/lib/shared/quantity";
import { checkEnvelope } from "./check-envelope";
import { checkHierarchy, type Node, readHierarchy } from "./check-hierarchy";
import type { Problem } from "./problem";
import { type Delimiters, element, readX12, type Segment } from "./x12";
import { ELEMENT_LENGTHS } from "./x12-elements";

/** All that is wrong with the text of a ship notice; empty when it may be sent. */
export function checkShipNotice(text: string): Problem[] {
  const read = readX12(text);
  if (!read.ok) {
    return [{ code: "not_x12", message: "The text is no X12 document.", segment: null }];
  }
  const [interchange, second] = read.value;
  if (!interchange || second) {
    const message = "A ship notice is sent as one interchange.";
    return [{ code: "not_one_interchange", message, segment: null }];
  }
  const { segments, delimiters } = interchange;
  const nodes = readHierarchy(segments);
  return [
    ...checkEnvelope(interchange),
    ...segments.flatMap((segment) => checkElements(segment, delimiters)),
    ...checkHeading(segments),
    ...checkHierarchy(nodes),
    ...nodes.flatMap(checkContents),
    ...checkSsccs(nodes),
    ...checkTotals(segments, nodes),
  ];
}

function problem(code: Problem["code"], message: string, segment: Segment | null): Problem {
  return { code, message, segment: segment ? segment.join("*") : null };
}

const DATES: ReadonlyMap<string, number> = new Map([
  ["BSN", 3],
  ["DTM", 2],
  ["PRF", 4],
]);

/** Characters, lengths and dates of one segment. */
function checkElements(segment: Segment, { component }: Delimiters): Problem[] {
  const problems: Problem[] = [];
  const id = segment[0] ?? "";
  for (const [place, value] of segment.entries()) {
    const name = `${id}${String(place).padStart(2, "0")}`;
    const [least, most] = ELEMENT_LENGTHS.get(name) ?? [0, 80];
    if (value !== "" && (value.length < least || value.length > most)) {
      problems.push(problem("element_length", `${name} has ${value.length} characters.`, segment));
    }
    if (/[^ -~]/.test(value) || (id !== "ISA" && component !== "" && value.includes(component))) {
      problems.push(problem("element_characters", `${name} has characters X12 lacks.`, segment));
    }
  }
  const date = element(segment, DATES.get(id) ?? 99);
  if (date !== "" && !isDate(date)) {
    problems.push(problem("date", `"${date}" is no date.`, segment));
  }
  return problems;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const at = match ? new Date(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(match?.[3]);
}

/** The BSN: an id of the shipment, a date, a time, and a hierarchy that we know. */
function checkHeading(segments: readonly Segment[]): Problem[] {
  const start = segments.findIndex((segment) => segment[0] === "ST");
  const bsn = segments[start + 1];
  if (bsn?.[0] !== "BSN") {
    return [problem("bsn_missing", "BSN doesn't follow ST.", null)];
  }
  const problems: Problem[] = [];
  if (!/^(00|01|05)$/.test(element(bsn, 1)) || element(bsn, 2) === "" || element(bsn, 3) === "") {
    problems.push(problem("bsn", "BSN needs a purpose, the shipment's number and a date.", bsn));
  }
  if (!/^([01]\d|2[0-3])[0-5]\d$/.test(element(bsn, 4))) {
    problems.push(problem("bsn", "BSN04 is no time of day.", bsn));
  }
  if (element(bsn, 5) !== "0001") {
    problems.push(problem("bsn", "BSN05 is not 0001, pick and pack.", bsn));
  }
  return problems;
}

/** What each level must carry. */
const NEEDED: Readonly<Record<string, readonly (readonly [id: string, first: string])[]>> = {
  S: [
    ["TD1", ""],
    ["DTM", "011"],
    ["N1", "SF"],
    ["N1", "ST"],
  ],
  O: [["PRF", ""]],
  P: [["MAN", "GM"]],
  I: [
    ["LIN", ""],
    ["SN1", ""],
  ],
};

function checkContents(node: Node): Problem[] {
  const problems: Problem[] = [];
  for (const [id, first] of NEEDED[node.level] ?? []) {
    const found = node.segments.some(
      (segment) => segment[0] === id && (first === "" || segment[1] === first),
    );
    if (!found) {
      const name = first ? `${id}*${first}` : id;
      const message = `${name} is missing in level ${node.level}, HL ${node.number}.`;
      problems.push(problem("segment_missing", message, node.head));
    }
  }
  return [...problems, ...node.segments.flatMap(checkValues)];
}

/** Values without which a segment says nothing. */
function checkValues(segment: Segment): Problem[] {
  if (segment[0] === "PRF" && element(segment, 1) === "") {
    return [problem("order_number", "PRF has no order number.", segment)];
  }
  if (segment[0] === "LIN" && (element(segment, 2) === "" || element(segment, 3) === "")) {
    return [problem("item_id", "LIN names no product.", segment)];
  }
  if (segment[0] === "SN1") {
    const text = element(segment, 2);
    const quantity = parseQuantity(text);
    const digits = text.replace(".", "").length;
    if (quantity === null || quantity <= 0 || digits > 10 || element(segment, 3) === "") {
      return [problem("quantity", "SN1 needs a quantity above zero and its unit.", segment)];
    }
  }
  return [];
}

/** Every carton has a valid SSCC that no other has. */
function checkSsccs(nodes: readonly Node[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const segment of nodes.flatMap((node) => node.segments)) {
    if (segment[0] !== "MAN" || segment[1] !== "GM") {
      continue;
    }
    const code = element(segment, 2);
    if (!/^00\d{18}$/.test(code) || !isSscc(code.slice(2))) {
      problems.push(
        problem("sscc", "MAN02 is not 00 and an SSCC-18 with its check digit.", segment),
      );
    } else if (seen.has(code)) {
      problems.push(problem("sscc_twice", "Two cartons have the same SSCC.", segment));
    }
    seen.add(code);
  }
  return problems;
}

/** CTT01 counts the HL segments, CTT02 is the sum of all SN102. */
function checkTotals(segments: readonly Segment[], nodes: readonly Node[]): Problem[] {
  const totals = segments.filter((segment) => segment[0] === "CTT");
  const [ctt] = totals;
  if (!ctt || totals.length > 1) {
    return [problem("ctt_missing", "There is not exactly one CTT.", ctt ?? null)];
  }
  const problems: Problem[] = [];
  if (Number(element(ctt, 1)) !== nodes.length) {
    const message = `CTT01 is ${element(ctt, 1)}, there are ${nodes.length} HL segments.`;
    problems.push(problem("ctt_count", message, ctt));
  }
  const quantities = segments
    .filter((segment) => segment[0] === "SN1")
    .map((segment) => parseQuantity(element(segment, 2)) ?? 0);
  const sum = quantities.reduce((total, quantity) => total + quantity, 0);
  if (parseQuantity(element(ctt, 2)) !== sum) {
    const message = `CTT02 is ${element(ctt, 2)}, the quantities add up to ${quantityText(sum)}.`;
    problems.push(problem("ctt_hash", message, ctt));
  }
  return problems;
}
