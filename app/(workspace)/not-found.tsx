import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** For an address that this workspace does not have; another workspace's answers the same. */
export default function NotHere() {
  return (
    <EmptyState
      title={<h1>We can't find that page</h1>}
      action={<ButtonLink href="/orders/open">Go to orders</ButtonLink>}
    >
      It may have been moved, or it never existed in this workspace.
    </EmptyState>
  );
}
