import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { RowMessage } from "@/lib/intake/file/table";

type RowMessagesProps = {
  readonly label: string;
  readonly messages: readonly RowMessage[];
};

/** More than a person reads; the download has them all. */
const SHOWN = 50;

export function RowMessages({ label, messages }: RowMessagesProps) {
  const more = messages.length - SHOWN;
  return (
    <>
      <Table label={label}>
        <TableHeader>
          <tr>
            <TableHead numeric className="w-16">
              Row
            </TableHead>
            <TableHead className="max-md:hidden">Column</TableHead>
            <TableHead>What is wrong</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {messages.slice(0, SHOWN).map(({ row, column, message }) => (
            <TableRow key={`${row} ${column} ${message}`}>
              <TableCell numeric className="align-top">
                {row}
              </TableCell>
              <TableCell className="align-top text-muted max-md:hidden">{column ?? "–"}</TableCell>
              <TableCell className="break-words">
                {column ? <span className="text-muted md:hidden">{column}: </span> : null}
                {message}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 ? (
        <p className="border-t px-4 py-2 text-muted text-sm">
          And {more.toLocaleString("en")} more.
        </p>
      ) : null}
    </>
  );
}
