"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { guardedAction } from "@/lib/auth/guarded-action";
import { siteAddress } from "@/lib/auth/site-address";
import { accept } from "@/lib/shared/outcome";
import { createTrackingLink, revokeTrackingLink } from "./tracking";

const number = z.string().max(40);

export const createTrackingLinkAction = guardedAction(
  "tracking.write",
  z.object({ order: number }),
  async (ctx, { order }) => {
    const made = await createTrackingLink(ctx, order);
    return made.ok
      ? accept({ url: `${siteAddress(new Headers(await headers()))}/track/${made.value.token}` })
      : made;
  },
);

export const revokeTrackingLinkAction = guardedAction(
  "tracking.write",
  z.object({ order: number, link: z.string().max(40) }),
  (ctx, { order, link }) => revokeTrackingLink(ctx, { number: order, id: link }),
);
