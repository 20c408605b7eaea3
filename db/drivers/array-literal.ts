/** Decides which values a Postgres array literal such as `{1,NULL,"a b"}` holds. */

type Cursor = { readonly text: string; at: number };

/** Reads `text` as Postgres prints an array; every element that is not NULL goes through `parse`. */
export function parseArrayLiteral(text: string, parse: (element: string) => unknown): unknown[] {
  return readArray({ text, at: text.indexOf("{") }, parse);
}

function readArray(cursor: Cursor, parse: (element: string) => unknown): unknown[] {
  const values: unknown[] = [];
  cursor.at += 1;
  while (cursor.at < cursor.text.length) {
    const next = cursor.text[cursor.at];
    if (next === "}") {
      cursor.at += 1;
      return values;
    }
    if (next === ",") {
      cursor.at += 1;
    } else if (next === "{") {
      values.push(readArray(cursor, parse));
    } else if (next === '"') {
      values.push(parse(readQuoted(cursor)));
    } else {
      const element = readBare(cursor);
      values.push(element === "NULL" ? null : parse(element));
    }
  }
  throw new Error("The array literal has no end.");
}

function readQuoted(cursor: Cursor): string {
  let value = "";
  cursor.at += 1;
  while (cursor.text[cursor.at] !== '"') {
    if (cursor.text[cursor.at] === "\\") {
      cursor.at += 1;
    }
    if (cursor.at >= cursor.text.length) {
      throw new Error("The array literal has no end.");
    }
    value += cursor.text[cursor.at];
    cursor.at += 1;
  }
  cursor.at += 1;
  return value;
}

function readBare(cursor: Cursor): string {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !",}".includes(cursor.text.charAt(cursor.at))) {
    cursor.at += 1;
  }
  return cursor.text.slice(start, cursor.at);
}
