import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "@/lib/shared/dates";
import type { AuditRow } from "@/lib/workspaces/audit-queries";
import { actText, type ChangeText, changeTexts } from "./words";

type AuditListProps = {
  readonly rows: readonly AuditRow[];
  readonly workspace: {
    readonly timeZone: string;
    readonly locale: string;
    readonly currency: string;
  };
};

const ACTOR_WORDS: Readonly<Record<string, string>> = {
  api_key: "API key",
  channel: "Channel",
  rule: "Rule",
  system: "System",
};

/** Who did what, and when. */
export function AuditList({ rows, workspace }: AuditListProps) {
  return (
    <Table label="Audit log, latest first">
      <TableHeader>
        <tr>
          <TableHead className="max-md:hidden">When</TableHead>
          <TableHead>Who and what</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} className="align-top">
            <TableCell className="w-px whitespace-nowrap text-muted max-md:hidden">
              <When row={row} workspace={workspace} />
            </TableCell>
            <TableCell className="[overflow-wrap:anywhere]">
              <span className="font-semibold">{row.actorName}</span>
              {row.actorKind === "person" ? null : (
                <span className="text-muted"> ({ACTOR_WORDS[row.actorKind] ?? row.actorKind})</span>
              )}{" "}
              {actText(row.action, row.subject, row.data)}
              <Changes texts={changeTexts(row.data, workspace)} />
              <span className="block text-muted text-sm md:hidden">
                <When row={row} workspace={workspace} />
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function When({ row, workspace }: { row: AuditRow; workspace: AuditListProps["workspace"] }) {
  return (
    <time dateTime={row.at.toISOString()}>
      {formatInstant(row.at, workspace.timeZone, workspace.locale)}
    </time>
  );
}

function Changes({ texts }: { texts: readonly ChangeText[] }) {
  if (texts.length === 0) {
    return null;
  }
  return (
    <ul className="mt-0.5 text-muted text-sm">
      {texts.map(({ field, before, after }) => (
        <li key={field}>
          {field}: {before} <span aria-hidden="true">→</span>
          <span className="sr-only"> became </span> {after}
        </li>
      ))}
    </ul>
  );
}
