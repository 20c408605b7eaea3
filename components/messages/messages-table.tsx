import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { MessageRow } from "@/lib/messages/queries";
import { formatInstant } from "@/lib/shared/dates";
import { kindWord, STATE_WORDS } from "./words";

type MessagesTableProps = {
  readonly rows: readonly MessageRow[];
  readonly timeZone: string;
  readonly locale: string;
};

export function MessagesTable({ rows, timeZone, locale }: MessagesTableProps) {
  return (
    <Table label="Messages, newest first">
      <TableHeader>
        <tr>
          <TableHead>Message</TableHead>
          <TableHead className="max-md:hidden">To</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="max-md:hidden">Written</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => {
          const { tone, word } = STATE_WORDS[row.state];
          const at = formatInstant(row.createdAt, timeZone, locale);
          return (
            <TableRow key={row.id}>
              <TableCell>
                <Link
                  href={`/settings/messages/${row.id}`}
                  className="text-accent [overflow-wrap:anywhere] hover:underline"
                >
                  {row.subject}
                </Link>
                <span className="block text-muted text-sm max-md:hidden">{kindWord(row.kind)}</span>
                <span className="block text-muted text-sm md:hidden">
                  {row.clientName ?? row.toName ?? row.toEmail}
                  <span className="block tabular-nums">{at}</span>
                </span>
              </TableCell>
              <TableCell className="max-md:hidden">
                {row.toName ?? row.toEmail}
                <span className="block text-muted text-sm">{row.clientName ?? row.toEmail}</span>
              </TableCell>
              <TableCell className="align-top md:align-middle">
                <Badge tone={tone}>{word}</Badge>
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
                {at}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
