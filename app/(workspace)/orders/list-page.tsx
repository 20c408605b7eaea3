import { headers } from "next/headers";
import { packRows } from "@/components/orders/row-pack";
import { rowViewOf } from "@/components/orders/row-view";
import { requireContext } from "@/lib/auth/session";
import type { Tab } from "@/lib/orders/lifecycle";
import { countElsewhere, readOrderList } from "@/lib/orders/list";
import { isFiltered, listHref, parseListParams } from "@/lib/orders/list-params";
import { COUNT_CAP } from "@/lib/orders/search";
import { countFormat } from "@/lib/shared/counts";
import { ListScreen } from "./list-screen";
import { ListStrips } from "./list-strips";

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The order list of one tab: the whole page is decided by its address. */
export async function OrderListPage({ tab, searchParams }: { tab: Tab; searchParams: Search }) {
  const ctx = await requireContext("orders.read");
  const raw = await searchParams;
  const params = parseListParams(raw, tab);
  const page = await readOrderList(ctx, tab, params);
  const { locale, timeZone } = ctx.workspace;
  const reading = { tab, locale, timeZone, today: ctx.today };
  const format = countFormat(locale);
  const isEmpty = page.rows.length === 0;
  return (
    <ListScreen
      tab={tab}
      role={ctx.role}
      params={params}
      clients={page.clients}
      counts={{
        open: format.format(page.counts.open),
        closed: format.format(page.counts.closed),
        archived: format.format(page.counts.archived),
      }}
      neverUsed={Object.values(page.counts).every((orders) => orders === 0)}
      packedRows={packRows(
        page.rows.map((row, at) => rowViewOf({ ...row, rank: page.firstAt + at }, reading)),
      )}
      summary={
        isEmpty
          ? "0"
          : `${format.format(page.firstAt)}–${format.format(page.firstAt + page.rows.length - 1)} of ${totalOf(page.found, page.counts[tab], format)}`
      }
      next={page.next}
      previous={page.previous}
      startsNarrow={await isPhone()}
      printKey={crypto.randomUUID()}
      elsewhere={isEmpty && isFiltered(params) ? await countElsewhere(ctx, tab, params) : []}
    >
      <ListStrips
        ctx={ctx}
        here={listHref(tab, params)}
        job={textOf(raw.job)}
        batch={textOf(raw.batch)}
        made={textOf(raw.made)}
        recent={page.recentBatch}
      />
    </ListScreen>
  );
}

/** A search is counted up to a cap, and says so. */
function totalOf(found: number | null, count: number, format: Intl.NumberFormat): string {
  return found !== null && found >= COUNT_CAP
    ? `${format.format(COUNT_CAP)}+`
    : format.format(found ?? count);
}

/** Browsers on phones say so, by hint or in their name; tablets and desktops don't. */
async function isPhone(): Promise<boolean> {
  const sent = await headers();
  const hint = sent.get("sec-ch-ua-mobile");
  return hint === null ? /\bMobi/.test(sent.get("user-agent") ?? "") : hint === "?1";
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
