import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tab } from "@/lib/orders/lifecycle";

type ListEmptyProps = {
  readonly tab: Tab;
  /** Set when search or filters leave nothing. */
  readonly filtered?: {
    readonly clearHref: string;
    /** Other tabs with hits, as in `2 in Closed`. */
    readonly elsewhere: readonly { readonly label: string; readonly href: string }[];
  };
  readonly neverUsed: boolean;
  /** How many orders are closed, as text. */
  readonly closed: string;
  readonly canEdit: boolean;
};

/** What an empty list says: always why it is empty, and one way on. */
export function ListEmpty({ tab, filtered, neverUsed, closed, canEdit }: ListEmptyProps) {
  if (filtered) {
    return (
      <EmptyState
        title="No orders match"
        action={<ButtonLink href={filtered.clearHref}>Clear search and filters</ButtonLink>}
      >
        {filtered.elsewhere.length > 0 ? (
          <p className="flex flex-wrap justify-center gap-3">
            {filtered.elsewhere.map((each) => (
              <ButtonLink key={each.href} href={each.href} variant="link" size="inline">
                {each.label}
              </ButtonLink>
            ))}
          </p>
        ) : null}
      </EmptyState>
    );
  }
  if (tab === "archived") {
    return <EmptyState title="Finished and cancelled orders end up here" />;
  }
  if (tab === "closed") {
    return (
      <EmptyState
        title="Orders move here when you print their labels"
        action={<ButtonLink href="/settings/automation">See rules</ButtonLink>}
      >
        You can change that in Automation.
      </EmptyState>
    );
  }
  if (neverUsed) {
    const action = canEdit ? (
      <ButtonLink href="/imports" variant="primary">
        Import orders
      </ButtonLink>
    ) : undefined;
    return (
      <EmptyState title="Your orders will land here" action={action}>
        See at a glance what is in stock, in production and shipped.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing left to ship"
      action={<ButtonLink href="/orders/closed">View Closed</ButtonLink>}
    >
      {closed === "1" ? "1 order is closed." : `${closed} orders are closed.`}
    </EmptyState>
  );
}
