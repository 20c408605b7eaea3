import { Plus, Upload } from "lucide-react";
import { Pagination } from "@/components/data-table/pagination";
import { ListEmpty } from "@/components/orders/list-empty";
import { type ListFilter, ListToolbar } from "@/components/orders/list-toolbar";
import { OrderList } from "@/components/orders/order-list";
import { OrderTabs } from "@/components/orders/order-tabs";
import { statusOptions, tabWord } from "@/components/orders/status-badge";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import type { Tab } from "@/lib/orders/lifecycle";
import { COUNT_CAP, countElsewhere, readOrderList } from "@/lib/orders/list";
import { isFiltered, type ListParams, listHref, parseListParams } from "@/lib/orders/list-params";
import type { Context } from "@/lib/workspaces/context";
import { bulkActionsOf } from "./bulk-actions";
import { ListStrips } from "./list-strips";

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The order list of one tab: the whole page is decided by its address. */
export async function OrderListPage({ tab, searchParams }: { tab: Tab; searchParams: Search }) {
  const ctx = await requireContext("orders.read");
  const raw = await searchParams;
  const params = parseListParams(raw, tab);
  const filtered = isFiltered(params);
  const page = await readOrderList(ctx, tab, params);
  const { counts } = page;
  const here = listHref(tab, params);
  const view = {
    tab,
    rows: page.rows.map((row, index) => ({ ...row, rank: page.firstAt + index })),
    locale: ctx.workspace.locale,
    timeZone: ctx.workspace.timeZone,
    today: ctx.today,
  };
  const summary = summaryOf(
    page.firstAt,
    page.rows.length,
    totalOf(page.found, counts[tab], view.locale),
    view.locale,
  );
  return (
    <>
      <PageHeader title="Orders" actions={<HeaderActions ctx={ctx} />} />
      <OrderTabs
        current={tab}
        counts={counts}
        hrefs={{ open: "/orders/open", closed: "/orders/closed", archived: "/orders/archived" }}
        locale={view.locale}
      />
      <ListStrips
        ctx={ctx}
        here={here}
        job={textOf(raw.job)}
        batch={textOf(raw.batch)}
        recent={page.recentBatch}
      />
      <Toolbar tab={tab} params={params} clients={page.clients} filtered={filtered} />
      {page.rows.length === 0 ? (
        <ListEmpty
          tab={tab}
          {...(filtered ? { filtered: await elsewhere(ctx, tab, params) } : {})}
          neverUsed={counts.open + counts.closed + counts.archived === 0}
          closedCount={counts.closed}
          canEdit={may(ctx.role, "imports.write")}
        />
      ) : (
        <OrderList
          {...view}
          caption={`${tabWord(tab)} orders, ${summary}`}
          label={`${tabWord(tab)} orders`}
          withRank={tab === "open" && params.sort === "queue" && !filtered}
          dueSort={{
            href: listHref(tab, { ...params, sort: "due", after: null, before: null }),
            direction: params.sort === "due" ? "ascending" : "none",
          }}
          actions={bulkActionsOf(tab, ctx.role)}
        >
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <input type="hidden" name="back" value={here} />
        </OrderList>
      )}
      {page.rows.length > 0 ? (
        <Pagination
          summary={summary}
          previousHref={
            page.previous ? listHref(tab, { ...params, after: null, before: page.previous }) : null
          }
          nextHref={page.next ? listHref(tab, { ...params, before: null, after: page.next }) : null}
        />
      ) : null}
    </>
  );
}

function HeaderActions({ ctx }: { ctx: Context }) {
  return (
    <>
      {may(ctx.role, "imports.write") ? (
        <ButtonLink href="/imports">
          <Upload aria-hidden="true" />
          Import orders
        </ButtonLink>
      ) : null}
      {may(ctx.role, "orders.write") ? (
        <ButtonLink href="/orders/new" variant="primary">
          <Plus aria-hidden="true" />
          New order
        </ButtonLink>
      ) : null}
    </>
  );
}

type ToolbarProps = {
  tab: Tab;
  params: ListParams;
  clients: readonly { code: string; name: string }[];
  filtered: boolean;
};

const DUE_OPTIONS = [
  { value: "overdue", label: "Overdue" },
  { value: "today", label: "Today" },
  { value: "week", label: "Next 7 days" },
];

const SORT_WORDS = { queue: "Queue", due: "Due date", recent: "Latest" } as const;

function Toolbar({ tab, params, clients, filtered }: ToolbarProps) {
  const filters: ListFilter[] = [
    {
      name: "client",
      label: "Client",
      value: params.client ?? "",
      options: clients.map(({ code, name }) => ({ value: code, label: name })),
    },
    { name: "due", label: "Due", value: params.due ?? "", options: DUE_OPTIONS },
    {
      name: "stock",
      label: "Stock",
      value: params.stock ?? "",
      options: statusOptions("stock"),
    },
    {
      name: "production",
      label: "Production",
      value: params.production ?? "",
      options: statusOptions("production"),
    },
    {
      name: "shipment",
      label: "Shipment",
      value: params.shipment ?? "",
      options: statusOptions("shipment"),
    },
  ];
  const sorts = tab === "open" ? (["queue", "due"] as const) : (["recent", "due"] as const);
  return (
    <ListToolbar
      action={`/orders/${tab}`}
      q={params.q ?? ""}
      filters={filters}
      sort={params.sort}
      sorts={sorts.map((sort) => ({
        label: SORT_WORDS[sort],
        href: listHref(tab, { ...params, sort, after: null, before: null }),
        current: params.sort === sort,
      }))}
      clearHref={filtered ? listHref(tab, { sort: params.sort }) : null}
    />
  );
}

/** Where the same search would find something, so that nothing is hidden silently. */
async function elsewhere(ctx: Context, tab: Tab, params: ListParams) {
  const found = await countElsewhere(ctx, tab, params);
  return {
    clearHref: listHref(tab, { sort: params.sort }),
    elsewhere: found
      .filter(({ orders }) => orders > 0)
      .map((other) => ({
        label: `${other.orders} in ${tabWord(other.tab)}`,
        href: listHref(other.tab, { ...params, after: null, before: null }),
      })),
  };
}

/** `1–50 of 128`. */
function summaryOf(firstAt: number, rows: number, total: string, locale: string): string {
  const format = new Intl.NumberFormat(locale);
  return rows === 0
    ? "0"
    : `${format.format(firstAt)}–${format.format(firstAt + rows - 1)} of ${total}`;
}

/** A search is counted up to a cap, and says so. */
function totalOf(found: number | null, count: number, locale: string): string {
  const format = new Intl.NumberFormat(locale);
  return found !== null && found >= COUNT_CAP
    ? `${format.format(COUNT_CAP)}+`
    : format.format(found ?? count);
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
