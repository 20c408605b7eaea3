/** Decides what the rows of one order say together: the first filled cell of an order column holds for all its rows. */
import { cellText, codeFrom, postalCodeText } from "@/lib/intake/file/cells";
import { FIELDS, type Field } from "@/lib/intake/file/fields";
import type { Mapping } from "@/lib/intake/file/mapping";
import { type RowReader, shown } from "@/lib/intake/file/row-reader";
import type { Row } from "@/lib/intake/file/table";
import type { OrderInput } from "@/lib/orders/input";

const CLIENT_CODE_MAX = 40;
const CLIENT_IDENTITY = ["clientCode", "clientEmail", "clientName"] as const;

/** The row that speaks for the order in a column: its first with a filled cell. */
export function speakingRow(rows: readonly Row[], reader: RowReader, field: Field): Row | null {
  return rows.find((row) => reader.text(row, field) !== "") ?? null;
}

export function orderText(rows: readonly Row[], reader: RowReader, field: Field): string {
  const row = speakingRow(rows, reader, field);
  return row ? reader.text(row, field) : "";
}

/** Two clients in one order reject it; another repeated value is left out with a warning. */
export function checkRepeatedValues(rows: readonly Row[], reader: RowReader): void {
  const identity = CLIENT_IDENTITY.find((field) => orderText(rows, reader, field) !== "");
  for (const field of reader.fields) {
    if (FIELDS[field].of !== "order" || field === "orderNumber") {
      continue;
    }
    const kept = orderText(rows, reader, field);
    for (const row of rows) {
      const other = reader.text(row, field);
      if (other === "" || other === kept) {
        continue;
      }
      if (field === identity) {
        const message = `One order has two clients: ${shown(kept)} and ${shown(other)}.`;
        reader.reject(row.row, field, message);
      } else {
        const message = `Earlier rows of this order say ${shown(kept)}: ${shown(other)} is left out.`;
        reader.warn(row.row, field, message);
      }
    }
  }
}

/** Rejects rows that repeat an earlier one in every column. Where the file has a subtotal to check by, both count. */
export function checkRepeatedRows(rows: readonly Row[], reader: RowReader): void {
  const inherited = reader.fields.map((field) =>
    FIELDS[field].of === "order" ? orderText(rows, reader, field) : "",
  );
  const seen = new Map<string, number>();
  for (const row of rows) {
    const values = reader.fields.map((field, index) => reader.text(row, field) || inherited[index]);
    const key = JSON.stringify(values);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, row.row);
    } else if (reader.has("orderSubtotal") || reader.has("lineTotal")) {
      reader.warn(row.row, null, `Row ${row.row} repeats row ${first}: both count.`);
    } else {
      reader.reject(row.row, null, `Row ${row.row} repeats row ${first}.`);
    }
  }
}

/** The client: by code, else by a code made from the e-mail or name. Null and rejected where there is none of them. */
export function readClient(
  rows: readonly Row[],
  reader: RowReader,
  constants: Mapping["constants"],
  clientName = "",
): Omit<OrderInput["client"], "createIfMissing"> | null {
  const codeRow = speakingRow(rows, reader, "clientCode");
  const email = orderText(rows, reader, "clientEmail");
  const given = codeRow ? reader.code(codeRow, "clientCode") : constants.clientCode;
  const name =
    orderText(rows, reader, "clientName") || clientName || orderText(rows, reader, "shipToName");
  const code = given || codeFrom(email || name, CLIENT_CODE_MAX);
  if (!email && !name && !given) {
    reader.reject(rows[0]?.row ?? 0, "clientCode", "Client is missing.");
    return null;
  }
  const known = name || email;
  return known ? { code, name: known } : { code };
}

/** The address, when enough of it is there to ship to; else it is left out with a warning. */
export function readShipTo(
  rows: readonly Row[],
  reader: RowReader,
  clientName: string,
): OrderInput["shipTo"] {
  const read = (field: Field) => orderText(rows, reader, field);
  const [line1, city, country] = [read("shipToLine1"), read("shipToCity"), read("shipToCountry")];
  const [line2, region, postalCode] = [
    [read("shipToLine2"), read("shipToLine3")].filter((line) => line !== "").join(", "),
    read("shipToRegion"),
    postalCodeText(read("shipToPostalCode")),
  ];
  const name = read("shipToName");
  if ([line1, city, country, line2, region, postalCode].every((part) => part === "")) {
    return null;
  }
  const lacking = Object.entries({ street: line1, city, country, name: name || clientName })
    .filter(([, part]) => part === "")
    .map(([part]) => part);
  if (lacking.length > 0) {
    const message = `The ship-to address lacks ${lacking.join(" and ")}: it is left out.`;
    reader.warn(rows[0]?.row ?? 0, null, message);
    return null;
  }
  return {
    name: name || clientName,
    line1,
    ...(line2 ? { line2 } : {}),
    city,
    ...(region ? { region } : {}),
    postalCode,
    country,
  };
}

const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", "£": "GBP", "¥": "JPY", $: "USD" };

/** The order's currency code: its cell, a sign read as the currency it mostly stands for, else the given one. */
export function readCurrency(rows: readonly Row[], reader: RowReader, otherwise: string): string {
  const cell = cellText(orderText(rows, reader, "currency"));
  return SIGNS[cell] ?? (cell.toUpperCase() || otherwise.toUpperCase());
}
