import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { workspaces } from "@/db/schema/workspaces";
import { isDemoInstallation } from "@/lib/auth/installation";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { seal, unseal } from "@/lib/shared/sealed";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { WEBHOOK_EVENTS } from "@/lib/workspaces/webhook-events";
import type { EndpointInput } from "./input";
import { newWebhookSecret } from "./signature";

export type Endpoint = typeof webhookEndpoints.$inferSelect;

/** A workspace's programs; more would make each event slow for everybody. */
const ENDPOINTS_MAX = 20;
/** How long the secret before is still signed with after a rotation. */
const OVERLAP_HOURS = 24;

type SaveRefusal = "invalid" | "not_found" | "changed_meanwhile" | "too_many_endpoints";

/** Adds an endpoint that is on. Its secret is shown on its page. */
export async function addEndpoint(
  ctx: Context,
  input: EndpointInput,
): Promise<Outcome<{ readonly id: string }, SaveRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const all = await lockEndpoints(tx, ctx);
    if (all.length >= ENDPOINTS_MAX) {
      return refuse("too_many_endpoints", { data: { max: ENDPOINTS_MAX } });
    }
    const wrong = await wrongAddress(tx, input);
    if (wrong) {
      return wrong;
    }
    const id = newId();
    await tx.insert(webhookEndpoints).values({
      id,
      workspaceId: ctx.workspaceId,
      ...input,
      secret: seal(purpose(id), newWebhookSecret()),
      createdBy: ctx.actor.name,
      createdAt: ctx.now,
    });
    await keepSubscriptions(tx, ctx);
    await audit(tx, ctx, { action: "webhook_added", subject: input.url });
    return accept({ id });
  });
}

export async function updateEndpoint(
  ctx: Context,
  { id, version, ...input }: EndpointInput & { readonly id: string; readonly version: number },
): Promise<Outcome<{ readonly id: string }, SaveRefusal>> {
  return change(ctx, id, async (tx, endpoint) => {
    if (endpoint.version !== version) {
      return refuse("changed_meanwhile");
    }
    const wrong = await wrongAddress(tx, input);
    if (wrong) {
      return wrong;
    }
    const isOther = input.url !== endpoint.url;
    await write(tx, ctx, endpoint, {
      ...input,
      version: version + 1,
      ...(isOther ? { failingSince: null } : {}),
    });
    await audit(tx, ctx, { action: "webhook_changed", subject: input.url });
    return accept({ id });
  });
}

export type EndpointRequest =
  | "switch_on"
  | "switch_off"
  | "rotate_secret"
  | "end_overlap"
  | "remove";

/** Does one thing to an endpoint; asked twice, the second time changes nothing more. A secret is rotated each time. */
export async function askEndpoint(
  ctx: Context,
  id: string,
  request: EndpointRequest,
): Promise<Outcome<{ readonly url: string }, "not_found">> {
  return change(ctx, id, async (tx, endpoint) => {
    const set = changeFor(ctx, endpoint, request);
    if (set !== null) {
      await write(tx, ctx, endpoint, set);
      await audit(tx, ctx, { action: `webhook_${AUDITED[request]}`, subject: endpoint.url });
    }
    return accept({ url: endpoint.url });
  });
}

const AUDITED = {
  switch_on: "switched_on",
  switch_off: "switched_off",
  rotate_secret: "secret_rotated",
  end_overlap: "overlap_ended",
  remove: "removed",
} as const satisfies Record<EndpointRequest, string>;

function changeFor(
  ctx: Context,
  endpoint: Endpoint,
  request: EndpointRequest,
): Partial<Endpoint> | null {
  switch (request) {
    case "switch_on":
      return endpoint.offSince ? { offSince: null, offReason: null, failingSince: null } : null;
    case "switch_off":
      return endpoint.offSince ? null : { offSince: ctx.now, offReason: "by_hand" };
    case "rotate_secret":
      return {
        secret: seal(purpose(endpoint.id), newWebhookSecret()),
        previousSecret: endpoint.secret,
        previousUntil: new Date(ctx.now.getTime() + OVERLAP_HOURS * 3_600_000),
      };
    case "end_overlap":
      return endpoint.previousSecret ? { previousSecret: null, previousUntil: null } : null;
    case "remove":
      return { deletedAt: ctx.now };
  }
}

/** Switches an endpoint off by itself, in the transaction that found it lost. */
export async function switchOff(
  tx: Transaction,
  ctx: Context,
  endpoint: Endpoint,
  reason: "failing" | "gone",
): Promise<void> {
  await write(tx, ctx, endpoint, { offSince: ctx.now, offReason: reason });
  await audit(tx, ctx, {
    action: "webhook_switched_off",
    subject: endpoint.url,
    data: { reason },
  });
}

/** The secrets to sign with now, the present one first; none where AUTH_SECRET has changed since they were sealed. */
export function secretsOf(endpoint: Endpoint, now: Date): string[] {
  const isOverlap = endpoint.previousUntil !== null && endpoint.previousUntil > now;
  return [endpoint.secret, ...(isOverlap ? [endpoint.previousSecret] : [])].flatMap((sealed) => {
    const secret = sealed === null ? null : unseal(purpose(endpoint.id), sealed);
    return typeof secret === "string" ? [secret] : [];
  });
}

const purpose = (id: string) => `webhook.${id}`;

/** Locks the workspace's settings first: what its endpoints listen to together is kept there. */
async function lockEndpoints(tx: Transaction, ctx: Context): Promise<Endpoint[]> {
  await tx.execute(sql`select 1 from workspaces where id = ${ctx.workspaceId} for no key update`);
  return tx
    .select()
    .from(webhookEndpoints)
    .where(
      and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), isNull(webhookEndpoints.deletedAt)),
    )
    .orderBy(asc(webhookEndpoints.id));
}

async function change<T, Code extends string>(
  ctx: Context,
  id: string,
  work: (tx: Transaction, endpoint: Endpoint) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | "not_found">> {
  return withWorkspace(ctx, async (tx) => {
    const endpoint = isId(id) ? (await lockEndpoints(tx, ctx)).find((one) => one.id === id) : null;
    return endpoint ? work(tx, endpoint) : refuse("not_found");
  });
}

async function write(
  tx: Transaction,
  ctx: Context,
  { id }: Endpoint,
  set: Partial<Endpoint>,
): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set(set)
    .where(and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.id, id)));
  await keepSubscriptions(tx, ctx);
}

/** What any endpoint that is on listens to: commands look there before they write an event down. */
async function keepSubscriptions(tx: Transaction, ctx: Context): Promise<void> {
  const on = (await lockEndpoints(tx, ctx)).filter((endpoint) => endpoint.offSince === null);
  const heard = new Set(on.flatMap((endpoint) => endpoint.events));
  await tx
    .update(workspaces)
    .set({ webhookEvents: WEBHOOK_EVENTS.filter((event) => heard.has(event)) })
    .where(eq(workspaces.id, ctx.workspaceId));
}

/** Plain HTTP carries orders readable through the network, so only a demo on one machine may use it. */
async function wrongAddress(tx: Transaction, { url }: Pick<EndpointInput, "url">) {
  if (new URL(url).protocol === "https:" || (await isDemoInstallation(tx))) {
    return null;
  }
  const message = "Address must begin with https://, so that nobody reads along.";
  return refuse("invalid" as const, { issues: [{ field: "url", message }] });
}
