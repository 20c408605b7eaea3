import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** For a number that none of this client's orders has; another client's number answers the same. */
export default function NoSuchOrder() {
  return (
    <EmptyState
      title={<h1>We can’t find that order</h1>}
      action={<ButtonLink href="/portal">Show your orders</ButtonLink>}
    >
      None of your orders has this number.
    </EmptyState>
  );
}
