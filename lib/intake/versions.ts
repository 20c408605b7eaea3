/** Decides which of two versions of a channel's order counts, whatever the order in which they come. */
import { createHash } from "node:crypto";
import type { ChannelOrder } from "./channels/connector";
import { intakeHash } from "./intake-hash";

/** What a version says besides the order's content, kept with the delivery so that the next one can tell what is new. */
export type Said = {
  readonly cancelled: boolean;
  readonly shipped: readonly number[] | null;
};

export type Version = { readonly sourceAt: Date; readonly contentHash: string };

/** A hash of everything that a version says but its time. */
export function contentHash(order: ChannelOrder): string {
  const { cancelled, shippedByChannel, sourceRef, lineRefs } = order;
  return createHash("sha256")
    .update(
      JSON.stringify([intakeHash(order.input), cancelled, shippedByChannel, sourceRef, lineRefs]),
    )
    .digest("hex");
}

export function saidOf({ cancelled, shippedByChannel }: ChannelOrder): Said {
  return { cancelled, shipped: shippedByChannel };
}

/** Reads what {@link saidOf} wrote; null where nothing of a channel was kept. */
export function readSaid(data: Readonly<Record<string, unknown>> | null): Said | null {
  const said = data?.said;
  if (typeof said !== "object" || said === null) {
    return null;
  }
  const { cancelled, shipped } = Object(said);
  const counts = Array.isArray(shipped) ? shipped.map(Number) : null;
  return { cancelled: cancelled === true, shipped: counts };
}

/**
 * The later version counts; of two with the same time the one with the greater hash, so that any
 * order of any deliveries ends in the same state.
 */
export function compareVersions(arriving: Version, kept: Version): "newer" | "same" | "older" {
  const later = arriving.sourceAt.getTime() - kept.sourceAt.getTime();
  if (later !== 0) {
    return later > 0 ? "newer" : "older";
  }
  if (arriving.contentHash === kept.contentHash) {
    return "same";
  }
  return arriving.contentHash > kept.contentHash ? "newer" : "older";
}
