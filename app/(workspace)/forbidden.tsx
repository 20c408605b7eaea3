import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** For people whose role may not open this page of their workspace. */
export default function NotForThisRole() {
  return (
    <EmptyState
      title={<h1>Your role can't open this page</h1>}
      action={<ButtonLink href="/orders/open">Go to orders</ButtonLink>}
    >
      An owner or admin of the workspace can change your role.
    </EmptyState>
  );
}
