import Link from "next/link";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

type ProductsTableProps = {
  readonly rows: readonly {
    readonly id: string;
    readonly sku: string;
    readonly name: string;
    readonly kind: "goods" | "service";
    readonly tracked: boolean;
    readonly made: boolean;
    readonly onHand: Quantity;
    readonly reserved: Quantity;
  }[];
};

export function ProductsTable({ rows }: ProductsTableProps) {
  return (
    <Table label="Products">
      <TableHeader>
        <tr>
          <TableHead>Product</TableHead>
          <TableHead className="max-md:hidden">SKU</TableHead>
          <TableHead className="max-md:hidden">Kind</TableHead>
          <TableHead numeric className="max-md:hidden">
            On hand
          </TableHead>
          <TableHead numeric className="max-md:hidden">
            Reserved
          </TableHead>
          <TableHead numeric>Available</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((product) => (
          <TableRow key={product.id}>
            <TableCell>
              <Link href={`/products/${product.id}`} className="text-accent hover:underline">
                {product.name}
              </Link>
              <span className="block text-muted text-sm md:hidden">{product.sku}</span>
            </TableCell>
            <TableCell className="text-muted max-md:hidden">{product.sku}</TableCell>
            <TableCell className="text-muted max-md:hidden">{kindOf(product)}</TableCell>
            {product.tracked ? (
              <>
                <Units value={product.onHand} className="max-md:hidden" />
                <Units value={product.reserved} className="max-md:hidden" />
                <Units value={product.onHand - product.reserved} />
              </>
            ) : (
              <>
                <TableCell className="max-md:hidden" />
                <TableCell className="max-md:hidden" />
                <TableCell numeric className="text-faint">
                  {product.kind === "goods" ? "Not tracked" : "–"}
                </TableCell>
              </>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function kindOf({ kind, made }: { kind: "goods" | "service"; made: boolean }): string {
  return kind === "service" ? "Service" : made ? "Made" : "Bought";
}

function Units({ value, className }: { value: Quantity; className?: string }) {
  return (
    <TableCell numeric className={className}>
      <span className={value === 0 ? "text-faint" : ""}>{quantityText(value)}</span>
    </TableCell>
  );
}
