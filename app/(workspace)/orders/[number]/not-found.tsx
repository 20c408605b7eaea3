import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";

/** For a number that this workspace does not have; another workspace's number answers the same. */
export default function OrderNotFound() {
  return (
    <EmptyState
      title={<h1>We can't find that order</h1>}
      action={<ButtonLink href="/orders/open">Go to orders</ButtonLink>}
    >
      <p>Check its number, or search by client, SKU or PO.</p>
      <form action="/orders/open" className="mt-3 flex justify-center gap-2">
        <Input name="q" type="search" aria-label="Search orders" className="w-56" />
        <Button type="submit">Search</Button>
      </form>
    </EmptyState>
  );
}
