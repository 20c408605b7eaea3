/** Decides which JavaScript value a database value becomes, so that all three drivers answer alike. */
import { parseArrayLiteral } from "./array-literal";

type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;
const asNumber: Parse = (text) => Number(text);
const asJson: Parse = (text) => JSON.parse(text);
const asBoolean: Parse = (text) => text === "t";

const asInteger: Parse = (text) => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
};

const asInstant: Parse = (text) => (text.endsWith("infinity") ? text : new Date(text));

const asBytes: Parse = (text) => Uint8Array.from(Buffer.from(text.slice(2), "hex"));

/** Element type, its array type, and how one value is read. Numbers are Postgres type ids. */
const types: readonly (readonly [element: number, array: number, parse: Parse])[] = [
  [16, 1000, asBoolean],
  [17, 1001, asBytes],
  [19, 1003, asText],
  [20, 1016, asInteger],
  [21, 1005, asNumber],
  [23, 1007, asNumber],
  [25, 1009, asText],
  [26, 1028, asNumber],
  [114, 199, asJson],
  [700, 1021, asNumber],
  [701, 1022, asNumber],
  [1042, 1014, asText],
  [1043, 1015, asText],
  [1082, 1182, asText],
  [1083, 1183, asText],
  [1114, 1115, asText],
  [1184, 1185, asInstant],
  [1186, 1187, asText],
  [1700, 1231, asText],
  [2950, 2951, asText],
  [3802, 3807, asJson],
];

/**
 * bigint is a number while it is safe, numeric, date and timestamp stay text, timestamptz is a
 * Date, bytea is a Uint8Array; keyed by Postgres type id.
 */
export const valueParsers: Readonly<Record<number, Parse>> = Object.fromEntries(
  types.flatMap(([element, array, parse]) => [
    [element, parse],
    [array, (text: string) => parseArrayLiteral(text, parse)],
  ]),
);

/** The same parsers in the shape that node-postgres and the Neon driver take with a query. */
export const valueTypes = {
  getTypeParser: (typeId: number): Parse => valueParsers[typeId] ?? asText,
};
