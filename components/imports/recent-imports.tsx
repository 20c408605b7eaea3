import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { RecentImport } from "@/lib/intake/queries";
import { formatInstant } from "@/lib/shared/dates";
import { resultText } from "./words";

type RecentImportsProps = {
  readonly rows: readonly RecentImport[];
  readonly timeZone: string;
  readonly locale: string;
};

const STATES = {
  uploaded: { tone: "caution", word: "Not imported yet" },
  applied: { tone: "positive", word: "Imported" },
  discarded: { tone: "neutral", word: "Discarded" },
} as const satisfies Record<RecentImport["state"], { tone: Tone; word: string }>;

export function RecentImports({ rows, timeZone, locale }: RecentImportsProps) {
  return (
    <Table label="Files, newest first">
      <TableHeader>
        <tr>
          <TableHead>File</TableHead>
          <TableHead>Result</TableHead>
          <TableHead className="max-md:hidden">By</TableHead>
          <TableHead className="max-md:hidden">Uploaded</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell>
              <Link
                href={`/imports/${row.id}`}
                className="text-accent [overflow-wrap:anywhere] hover:underline"
              >
                {row.fileName}
              </Link>
              <span className="block whitespace-nowrap text-muted text-sm md:hidden">
                {formatInstant(row.createdAt, timeZone, locale)}
              </span>
            </TableCell>
            <TableCell>
              {row.result ? (
                resultText(row.result)
              ) : (
                <Badge tone={STATES[row.state].tone}>{STATES[row.state].word}</Badge>
              )}
            </TableCell>
            <TableCell className="text-muted max-md:hidden">{row.createdBy}</TableCell>
            <TableCell className="whitespace-nowrap text-muted max-md:hidden">
              <time dateTime={row.createdAt.toISOString()}>
                {formatInstant(row.createdAt, timeZone, locale)}
              </time>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
