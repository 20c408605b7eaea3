import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { MessageView } from "@/lib/webhooks/queries";
import { MESSAGE_STATES } from "./words";

type MessagesListProps = {
  readonly rows: readonly (Pick<
    MessageView,
    "id" | "endpointId" | "type" | "orderNumber" | "state" | "attempts" | "lastError"
  > & { readonly at: string; readonly next: string | null })[];
};

/** What an endpoint was told and what came of it. */
export function MessagesList({ rows }: MessagesListProps) {
  return (
    <ul className="divide-y" aria-label="Deliveries, latest first">
      {rows.map((row) => {
        const { word, tone } = MESSAGE_STATES[row.state];
        return (
          <li
            key={row.id}
            className="grid gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link
                href={`/settings/api/webhooks/${row.endpointId}/${row.id}`}
                className="text-accent hover:underline max-md:py-2"
              >
                <code>{row.type}</code>
              </Link>
              {row.orderNumber ? <span>{row.orderNumber}</span> : null}
              <Badge tone={tone}>{word}</Badge>
            </p>
            <p className="text-muted text-sm tabular-nums sm:text-right">{row.at}</p>
            {row.lastError && row.state !== "delivered" ? (
              <p className="text-muted text-sm sm:col-span-2">
                {row.lastError}
                {row.next ? ` Tried again ${row.next}.` : ""}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
