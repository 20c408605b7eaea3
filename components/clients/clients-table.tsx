import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

type ClientsTableProps = {
  readonly rows: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly city: string | null;
    readonly country: string | null;
    readonly openOrders: number;
  }[];
};

export function ClientsTable({ rows }: ClientsTableProps) {
  return (
    <Table label="Clients">
      <TableHeader>
        <tr>
          <TableHead>Name</TableHead>
          <TableHead>Code</TableHead>
          <TableHead className="max-md:hidden">Place</TableHead>
          <TableHead numeric>Open orders</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((client) => (
          <TableRow key={client.id}>
            <TableCell>
              <Link href={`/clients/${client.id}`} className="text-accent hover:underline">
                {client.name}
              </Link>
            </TableCell>
            <TableCell className="text-muted">{client.code}</TableCell>
            <TableCell className="text-muted max-md:hidden">
              {[client.city, client.country].filter(Boolean).join(", ")}
            </TableCell>
            <TableCell numeric>
              {client.openOrders > 0 ? (
                <Link
                  href={`/orders/open?client=${encodeURIComponent(client.code)}`}
                  className="hover:underline"
                >
                  {client.openOrders}
                </Link>
              ) : (
                <span className="text-faint">0</span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
