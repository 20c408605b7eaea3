/** Decides which single character separates the cells of a text: the one that gives its first records the same count. */
import { parse } from "csv-parse/sync";

/** In a tie the later one wins: commas also stand in numbers and names, tabs and pipes hardly ever. */
const DELIMITERS = [",", ";", "|", "\t"];
const RECORDS_SEEN = 50;
/** Excel's own first line, such as `sep=;`, names the delimiter. */
const NAMED = /^sep=(.)(?:\r\n|\n|\r)/i;

/** The delimiter, and the text without a line that only names it. One column gives a comma. */
export function sniffDelimiter(text: string): { delimiter: string; text: string } {
  const named = NAMED.exec(text);
  if (named?.[1]) {
    return { delimiter: named[1], text: text.slice(named[0].length) };
  }
  let best = { delimiter: ",", share: 0, count: 1 };
  for (const delimiter of DELIMITERS) {
    const counts = firstCounts(text, delimiter, RECORDS_SEEN);
    const count = counts[0] ?? 1;
    const share = counts.filter((other) => other === count).length / counts.length;
    const better = share > best.share || (share === best.share && count >= best.count);
    if (count > 1 && better) {
      best = { delimiter, share, count };
    }
  }
  return { delimiter: best.delimiter, text };
}

/** Cells in each of the first records; only of the headings where a later quote is never closed. */
function firstCounts(text: string, delimiter: string, to: number): number[] {
  try {
    const records: string[][] = parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to,
    });
    return records.map((cells) => cells.length);
  } catch {
    return to > 1 ? firstCounts(text, delimiter, 1) : [];
  }
}
