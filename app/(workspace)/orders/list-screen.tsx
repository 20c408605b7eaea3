"use client";

import { Plus, Upload } from "lucide";
import { type ReactNode, useMemo } from "react";
import { Pagination } from "@/components/data-table/pagination";
import { ListEmpty } from "@/components/orders/list-empty";
import { ListToolbar } from "@/components/orders/list-toolbar";
import { OrderList } from "@/components/orders/order-list";
import { OrderTabs } from "@/components/orders/order-tabs";
import { unpackRows } from "@/components/orders/row-pack";
import { tabWord } from "@/components/orders/status-badge";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { may, type Role } from "@/lib/auth/permissions";
import type { Tab } from "@/lib/orders/lifecycle";
import { isFiltered, type ListParams, listHref } from "@/lib/orders/list-params";
import { makeAction } from "@/lib/production/actions";
import { bulkActionsOf } from "./bulk-actions";

type ListScreenProps = {
  readonly tab: Tab;
  readonly role: Role;
  readonly params: ListParams;
  readonly clients: readonly (readonly [code: string, name: string])[];
  readonly counts: Readonly<Record<Tab, string>>;
  readonly neverUsed: boolean;
  /** As one text: of objects, the renderer walks each of their thousands of values twice. */
  readonly packedRows: string;
  /** As in `1–50 of 128`. */
  readonly summary: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly startsNarrow: boolean;
  /** Makes a double click on Print one print job. */
  readonly printKey: string;
  /** Where a search that finds nothing here would find something. */
  readonly elsewhere: readonly { readonly tab: Tab; readonly orders: number }[];
  /** What just happened. */
  readonly children: ReactNode;
};

/**
 * The order list as one island: what the server renders is sent twice, as markup and as elements, so
 * it sends this page's data instead.
 */
export function ListScreen(props: ListScreenProps) {
  const { tab, role, params, packedRows, summary, counts } = props;
  const rows = useMemo(() => unpackRows(packedRows), [packedRows]);
  const hrefOf = (change: Partial<ListParams>) =>
    listHref(tab, { ...params, after: null, before: null, ...change });
  return (
    <>
      <PageHeader title="Orders" actions={<HeaderActions role={role} />} />
      <OrderTabs current={tab} counts={counts} />
      {props.children}
      <ListToolbar tab={tab} params={params} clients={props.clients} />
      {rows.length === 0 ? (
        <NoOrders {...props} />
      ) : (
        <>
          <OrderList
            tab={tab}
            rows={rows}
            caption={`${tabWord(tab)} orders, ${summary}`}
            label={`${tabWord(tab)} orders`}
            withRank={tab === "open" && params.sort === "queue" && !isFiltered(params)}
            dueSort={{
              href: hrefOf({ sort: "due" }),
              direction: params.sort === "due" ? "ascending" : "none",
            }}
            startsNarrow={props.startsNarrow}
            actions={bulkActionsOf(tab, role)}
            make={makeAction}
            movesInQueue={tab === "open" && may(role, "orders.move")}
          >
            <input type="hidden" name="key" value={props.printKey} />
            <input type="hidden" name="back" value={listHref(tab, params)} />
          </OrderList>
          <Pagination
            summary={summary}
            previousHref={props.previous ? hrefOf({ before: props.previous }) : null}
            nextHref={props.next ? hrefOf({ after: props.next }) : null}
          />
        </>
      )}
    </>
  );
}

function HeaderActions({ role }: { role: Role }) {
  return (
    <>
      {may(role, "imports.write") ? (
        <ButtonLink href="/imports">
          <Icon of={Upload} />
          Import orders
        </ButtonLink>
      ) : null}
      {may(role, "orders.write") ? (
        <ButtonLink href="/orders/new" variant="primary">
          <Icon of={Plus} />
          New order
        </ButtonLink>
      ) : null}
    </>
  );
}

function NoOrders({ tab, role, params, counts, neverUsed, elsewhere }: ListScreenProps) {
  const place = { after: null, before: null };
  const filtered = {
    clearHref: listHref(tab, { sort: params.sort }),
    elsewhere: elsewhere
      .filter(({ orders }) => orders > 0)
      .map((other) => ({
        label: `${other.orders} in ${tabWord(other.tab)}`,
        href: listHref(other.tab, { ...params, ...place }),
      })),
  };
  return (
    <ListEmpty
      tab={tab}
      {...(isFiltered(params) ? { filtered } : {})}
      neverUsed={neverUsed}
      closed={counts.closed}
      canEdit={may(role, "imports.write")}
    />
  );
}
