import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { EndpointView } from "@/lib/webhooks/queries";
import { OFF_WORDS } from "./words";

/** Whether an endpoint works: on, on and failing, or off. */
export function EndpointBadge({
  endpoint,
}: {
  endpoint: Pick<EndpointView, "offSince" | "failingSince">;
}) {
  if (endpoint.offSince !== null) {
    return <Badge>Off</Badge>;
  }
  return endpoint.failingSince === null ? (
    <Badge tone="positive">On</Badge>
  ) : (
    <Badge tone="critical">Failing</Badge>
  );
}

export function EndpointList({ rows }: { rows: readonly EndpointView[] }) {
  return (
    <ul className="divide-y" aria-label="Webhook endpoints">
      {rows.map((endpoint) => (
        <li key={endpoint.id} className="flex flex-col gap-1 px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Link
              href={`/settings/api/webhooks/${endpoint.id}`}
              className="font-semibold text-accent [overflow-wrap:anywhere] hover:underline max-md:py-2"
            >
              {endpoint.url}
            </Link>
            <EndpointBadge endpoint={endpoint} />
          </div>
          <p className="text-muted text-sm">
            {endpoint.description ? `${endpoint.description}. ` : ""}
            {endpoint.events.length === 1 ? "1 event" : `${endpoint.events.length} events`}.{" "}
            {endpoint.offReason ? OFF_WORDS[endpoint.offReason] : ""}
          </p>
        </li>
      ))}
    </ul>
  );
}
