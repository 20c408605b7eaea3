import "server-only";
import { and, asc, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "@/db/schema/webhooks";
import { isId } from "@/lib/shared/ids";
import { type KeysetPage, type KeysetParams, keysetPage, keysetStart } from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type Endpoint, secretsOf } from "./endpoints";

export type EndpointView = Omit<Endpoint, "secret" | "previousSecret" | "workspaceId">;

export type EndpointDetail = EndpointView & {
  /** The present secret; null where AUTH_SECRET has changed since it was sealed. */
  readonly secret: string | null;
  /** Whether the secret before still signs, too. */
  readonly overlap: boolean;
};

export type MessageView = Omit<typeof webhookMessages.$inferSelect, "workspaceId" | "body">;

export type MessageDetail = typeof webhookMessages.$inferSelect & {
  readonly url: string;
  readonly attemptRows: readonly (typeof webhookAttempts.$inferSelect)[];
};

const ATTEMPTS_SHOWN = 20;

export async function listEndpoints(ctx: Context): Promise<EndpointView[]> {
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(webhookEndpoints)
      .where(
        and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), isNull(webhookEndpoints.deletedAt)),
      )
      .orderBy(asc(webhookEndpoints.id)),
  );
  return rows.map(viewOf);
}

export async function findEndpoint(ctx: Context, id: string): Promise<EndpointDetail | null> {
  const [row] = isId(id)
    ? await withWorkspace(ctx, (tx) =>
        tx
          .select()
          .from(webhookEndpoints)
          .where(
            and(
              eq(webhookEndpoints.workspaceId, ctx.workspaceId),
              eq(webhookEndpoints.id, id),
              isNull(webhookEndpoints.deletedAt),
            ),
          ),
      )
    : [];
  if (!row) {
    return null;
  }
  const [secret = null, before] = secretsOf(row, ctx.now);
  return { ...viewOf(row), secret, overlap: before !== undefined };
}

function viewOf(row: Endpoint): EndpointView {
  const { secret: _secret, previousSecret: _previous, workspaceId: _workspace, ...view } = row;
  return view;
}

/** One page of what an endpoint was told, latest first. */
export async function listMessages(
  ctx: Context,
  endpointId: string,
  search: KeysetParams,
  limit = 20,
): Promise<KeysetPage<MessageView>> {
  const start = keysetStart(search, 1);
  const [place = ""] = start.place ?? [];
  const { id } = webhookMessages;
  const found = await withWorkspace(ctx, (tx) =>
    tx
      .select({
        id,
        endpointId: webhookMessages.endpointId,
        eventId: webhookMessages.eventId,
        type: webhookMessages.type,
        orderNumber: webhookMessages.orderNumber,
        state: webhookMessages.state,
        attempts: webhookMessages.attempts,
        lastStatus: webhookMessages.lastStatus,
        lastError: webhookMessages.lastError,
        nextAt: webhookMessages.nextAt,
        deliveredAt: webhookMessages.deliveredAt,
        createdAt: webhookMessages.createdAt,
      })
      .from(webhookMessages)
      .where(
        and(
          eq(webhookMessages.workspaceId, ctx.workspaceId),
          eq(webhookMessages.endpointId, endpointId),
          isId(place) ? (start.backwards ? gt(id, place) : lt(id, place)) : undefined,
        ),
      )
      .orderBy(start.backwards ? asc(id) : desc(id))
      .limit(limit + 1),
  );
  return keysetPage(found, limit, start, (row) => [row.id]);
}

/** One message of an endpoint, with its body and its latest attempts, latest first. */
export async function findMessage(
  ctx: Context,
  endpointId: string,
  id: string,
): Promise<MessageDetail | null> {
  if (!isId(id) || !isId(endpointId)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const [found] = await tx
      .select({ message: webhookMessages, url: webhookEndpoints.url })
      .from(webhookMessages)
      .innerJoin(
        webhookEndpoints,
        and(
          eq(webhookEndpoints.workspaceId, webhookMessages.workspaceId),
          eq(webhookEndpoints.id, webhookMessages.endpointId),
        ),
      )
      .where(
        and(
          eq(webhookMessages.workspaceId, ctx.workspaceId),
          eq(webhookMessages.endpointId, endpointId),
          eq(webhookMessages.id, id),
          isNull(webhookEndpoints.deletedAt),
        ),
      );
    if (!found) {
      return null;
    }
    const attemptRows = await tx
      .select()
      .from(webhookAttempts)
      .where(
        and(eq(webhookAttempts.workspaceId, ctx.workspaceId), eq(webhookAttempts.messageId, id)),
      )
      .orderBy(desc(webhookAttempts.id))
      .limit(ATTEMPTS_SHOWN);
    return { ...found.message, url: found.url, attemptRows };
  });
}
