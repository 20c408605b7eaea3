import Link from "next/link";
import { Facts } from "@/components/ui/section";
import type { ConnectionDetail } from "@/lib/intake/connection-queries";
import { formatInstant } from "@/lib/shared/dates";

type ConnectionFactsProps = {
  readonly connection: ConnectionDetail;
  readonly timeZone: string;
  readonly locale: string;
};

/** When a connection last heard of its channel, and what waits. */
export function ConnectionFacts({ connection, timeZone, locale }: ConnectionFactsProps) {
  const at = (instant: Date | null, otherwise: string) =>
    instant === null ? (
      <span className="text-muted">{otherwise}</span>
    ) : (
      <time dateTime={instant.toISOString()}>{formatInstant(instant, timeZone, locale)}</time>
    );
  const ledger = `/imports/ledger?q=${encodeURIComponent(connection.source)}`;
  const link = "text-accent hover:underline";
  return (
    <Facts
      items={[
        {
          label: "Last delivery",
          value: (
            <>
              {at(connection.lastDeliveryAt, "Nothing has come in yet")}{" "}
              <Link href={ledger} className={link}>
                All deliveries
              </Link>
            </>
          ),
        },
        {
          label: "In quarantine",
          value:
            connection.quarantined === 0 ? (
              <span className="text-muted">Nothing</span>
            ) : (
              <Link href={`${ledger}&fate=quarantined`} className={link}>
                {connection.quarantined} to decide
              </Link>
            ),
        },
        { label: "Last fetched", value: at(connection.polledAt, "Not yet") },
        ...(connection.state === "active"
          ? [{ label: "Next fetch", value: at(connection.nextPollAt, "None") }]
          : []),
        { label: "Source", value: `Its orders come as “${connection.source}”` },
        {
          label: "Connected",
          value: (
            <>
              {at(connection.createdAt, "")} by {connection.createdBy}
            </>
          ),
        },
      ]}
    />
  );
}
