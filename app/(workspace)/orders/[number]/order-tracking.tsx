import { TrackingLinks } from "@/components/orders/tracking-links";
import { may } from "@/lib/auth/permissions";
import { trackingLinksOf } from "@/lib/orders/tracking";
import { createTrackingLinkAction, revokeTrackingLinkAction } from "@/lib/orders/tracking-actions";
import { formatInstant } from "@/lib/shared/dates";
import type { LoadedPage } from "./load-order";

/** The links by which this order can be followed, for those who give them away. */
export async function OrderTracking({ ctx, detail }: Pick<LoadedPage, "ctx" | "detail">) {
  const { row } = detail.order;
  const links = await trackingLinksOf(ctx, row.id);
  const { timeZone, locale } = ctx.workspace;
  return (
    <TrackingLinks
      order={row.number}
      links={links.map(({ id, createdBy, createdAt }) => ({
        id,
        createdBy,
        made: formatInstant(createdAt, timeZone, locale),
      }))}
      actions={
        may(ctx.role, "tracking.write")
          ? { create: createTrackingLinkAction, revoke: revokeTrackingLinkAction }
          : null
      }
    />
  );
}
