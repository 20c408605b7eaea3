import type { Metadata } from "next";
import { Pagination } from "@/components/data-table/pagination";
import { LedgerFilter } from "@/components/intake/ledger-filter";
import { LedgerList } from "@/components/intake/ledger-list";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth/session";
import {
  countQuarantined,
  isFate,
  type LedgerSearch,
  listDeliveries,
} from "@/lib/intake/ledger-queries";
import { pageHref, parseListSearch } from "@/lib/shared/list-search";

export const metadata: Metadata = { title: "Intake ledger" };

const PATH = "/imports/ledger";

type LedgerProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LedgerPage({ searchParams }: LedgerProps) {
  const ctx = await requireContext("intake.read");
  const params = await searchParams;
  const fate = typeof params.fate === "string" && isFate(params.fate) ? params.fate : null;
  const search = { ...parseListSearch(params), fate };
  const [{ rows, next, previous }, quarantined] = await Promise.all([
    listDeliveries(ctx, search),
    countQuarantined(ctx),
  ]);
  const { timeZone, locale } = ctx.workspace;
  const isSearch = search.q !== null || fate !== null;
  return (
    <>
      <PageHeader
        title="Intake ledger"
        description="Every delivery of an order, from wherever, and what became of it."
        back={{ href: "/imports", label: "Imports" }}
      />
      {quarantined > 0 && fate !== "quarantined" ? (
        <Alert
          className="mb-4"
          tone="critical"
          title={
            quarantined === 1
              ? "1 delivery waits for a decision."
              : `${quarantined} deliveries wait for a decision.`
          }
          actions={
            <ButtonLink href={`${PATH}?fate=quarantined`} variant="quiet" size="sm">
              Show
            </ButtonLink>
          }
        />
      ) : null}
      <LedgerFilter q={search.q} fate={fate} />
      {rows.length > 0 ? (
        <>
          <div className="rounded-lg border bg-raised">
            <LedgerList rows={rows} timeZone={timeZone} locale={locale} />
          </div>
          <Pagination
            summary={rows.length === 1 ? "1 delivery" : `${rows.length} deliveries on this page`}
            previousHref={withFate(pageHref(PATH, search, { before: previous }), fate)}
            nextHref={withFate(pageHref(PATH, search, { after: next }), fate)}
          />
        </>
      ) : (
        <Nothing isSearch={isSearch} fate={fate} />
      )}
    </>
  );
}

function withFate(href: string | null, fate: LedgerSearch["fate"]): string | null {
  return href === null || fate === null ? href : `${href}&fate=${fate}`;
}

function Nothing({ isSearch, fate }: { isSearch: boolean; fate: LedgerSearch["fate"] }) {
  if (!isSearch) {
    return (
      <EmptyState title="Nothing has come in yet">
        Orders from channels, files, the API and the form are listed here as they come.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={fate === "quarantined" ? "Nothing is in quarantine" : "No delivery matches"}
      action={<ButtonLink href={PATH}>Show all deliveries</ButtonLink>}
    />
  );
}
