import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { ConnectionSummary } from "@/lib/intake/connection-queries";
import { formatInstant } from "@/lib/shared/dates";
import { CONNECTION_STATES } from "./words";

type ConnectionListProps = {
  readonly rows: readonly ConnectionSummary[];
  readonly channelNames: Readonly<Record<string, string>>;
  readonly timeZone: string;
  readonly locale: string;
};

export function ConnectionList({ rows, channelNames, timeZone, locale }: ConnectionListProps) {
  return (
    <ul className="divide-y" aria-label="Connections">
      {rows.map((row) => {
        const { word, tone } = CONNECTION_STATES[row.state];
        return (
          <li key={row.id} className="flex flex-col gap-1 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link
                href={`/settings/connections/${row.id}`}
                className="font-semibold text-accent [overflow-wrap:anywhere] hover:underline max-md:py-2"
              >
                {row.name}
              </Link>
              <Badge tone={tone}>{word}</Badge>
              {row.quarantined > 0 ? (
                <Link href={`/imports/ledger?q=${encodeURIComponent(row.source)}&fate=quarantined`}>
                  <Badge tone="critical">{row.quarantined} in quarantine</Badge>
                </Link>
              ) : null}
            </div>
            <p className="text-muted text-sm">
              {channelNames[row.channel]}, orders come as “{row.source}”.{" "}
              {row.lastDeliveryAt
                ? `Last delivery ${formatInstant(row.lastDeliveryAt, timeZone, locale)}.`
                : "Nothing has come in yet."}
            </p>
            {row.lastError ? <p className="text-danger text-sm">{row.lastError}</p> : null}
          </li>
        );
      })}
    </ul>
  );
}
