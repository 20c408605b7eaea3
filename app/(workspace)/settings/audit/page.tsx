import type { Metadata } from "next";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { actionsOf } from "@/components/audit/words";
import { Pagination } from "@/components/data-table/pagination";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listPeople } from "@/lib/auth/members";
import { requireContext } from "@/lib/auth/session";
import { parseListSearch } from "@/lib/shared/list-search";
import { listAudit } from "@/lib/workspaces/audit-queries";

export const metadata: Metadata = { title: "Audit log" };

type AuditProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: AuditProps) {
  const ctx = await requireContext("audit.read");
  const raw = await searchParams;
  const search = parseListSearch(raw);
  const actions = actionsOf(typeof raw.kind === "string" ? raw.kind : undefined);
  const kind = actions === null ? null : String(raw.kind);
  const people = await listPeople(ctx, "people");
  const person = people.find((one) => one.userId === raw.person)?.userId ?? null;
  const { rows, next, previous } = await listAudit(ctx, { ...search, person, actions });
  const isSearch = search.q !== null || person !== null || kind !== null;
  const hrefOf = (cursor: Readonly<Record<string, string | null>>) => {
    const all = { q: search.q, person, kind, ...cursor };
    const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null);
    return `/settings/audit?${new URLSearchParams(given)}`;
  };
  return (
    <div className="max-w-4xl">
      <PageHeader title="Audit log" description="What people changed about this workspace." />
      <AuditFilters
        q={search.q}
        person={person}
        kind={kind}
        people={people.map(({ userId, name }) => ({ value: userId, label: name }))}
      />
      {rows.length === 0 ? (
        <EmptyState
          title={isSearch ? "Nothing matches" : "Nothing yet"}
          action={isSearch ? <ButtonLink href="/settings/audit">Show everything</ButtonLink> : null}
        >
          {isSearch ? null : "Invitations, roles, settings, clients and products appear here."}
        </EmptyState>
      ) : (
        <>
          <div className="rounded-lg border bg-raised">
            <AuditList rows={rows} workspace={ctx.workspace} />
          </div>
          <Pagination
            summary={rows.length === 1 ? "1 entry" : `${rows.length} entries`}
            previousHref={previous === null ? null : hrefOf({ before: previous })}
            nextHref={next === null ? null : hrefOf({ after: next })}
          />
        </>
      )}
    </div>
  );
}
