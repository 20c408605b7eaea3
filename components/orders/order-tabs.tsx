import { ListTabs } from "@/components/data-table/list-tabs";
import type { Tab } from "@/lib/orders/lifecycle";
import { tabWord } from "./status-badge";

type OrderTabsProps = {
  readonly current: Tab;
  readonly counts: Readonly<Record<Tab, string>>;
};

const ORDER = ["open", "closed", "archived"] as const satisfies readonly Tab[];

/** The page's backbone. */
export function OrderTabs({ current, counts }: OrderTabsProps) {
  return (
    <ListTabs
      label="Order tabs"
      tabs={ORDER.map((tab) => ({
        href: `/orders/${tab}`,
        word: tabWord(tab),
        count: counts[tab],
        isCurrent: tab === current,
      }))}
    />
  );
}
