import Link from "next/link";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Role } from "@/lib/auth/permissions";

type PeopleTableProps = {
  readonly rows: readonly {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly disabled: boolean;
    /** The day they joined, in words. */
    readonly joined: string;
    readonly isYou: boolean;
  }[];
};

export function PeopleTable({ rows }: PeopleTableProps) {
  return (
    <Table label="Users">
      <TableHeader>
        <tr>
          <TableHead>Name</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="max-md:hidden">Joined</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((person) => (
          <TableRow key={person.userId}>
            <TableCell>
              <Link
                href={`/settings/users/${person.userId}`}
                className="text-accent hover:underline"
              >
                {person.name}
              </Link>
              {person.isYou ? <span className="text-muted"> (you)</span> : null}
              {person.disabled ? <Badge className="ms-2">Disabled</Badge> : null}
              <span className="block [overflow-wrap:anywhere] text-muted text-sm">
                {person.email}
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap">{ROLE_WORDS[person.role]}</TableCell>
            <TableCell className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
              {person.joined}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
