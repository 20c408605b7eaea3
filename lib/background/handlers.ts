import "server-only";
import { confirmToChannel } from "@/lib/intake/channels/confirm";
import { deliverMessage } from "@/lib/messages/deliver";
import { tellClient } from "@/lib/messages/tell";
import { deliverWebhook } from "@/lib/webhooks/deliver";
import { fanOut } from "@/lib/webhooks/messages";
import type { Context } from "@/lib/workspaces/context";
import type { OutboxTopic } from "@/lib/workspaces/outbox";

export type Job = {
  readonly id: number;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Which try this is, from 1. */
  readonly attempts: number;
};

/** What became of a job. A handler that throws has `failed` and is tried again with growing pauses. */
export type Handled =
  | { readonly state: "done" }
  /** Not finished yet, without a fault: look again, with another payload if one is given. */
  | {
      readonly state: "later";
      readonly seconds: number;
      readonly payload?: Record<string, unknown>;
    }
  | { readonly state: "failed"; readonly error: string }
  /** Trying again would not help: a person must look. */
  | { readonly state: "refused"; readonly error: string };

type Handler = (ctx: Context, job: Job) => Promise<Handled>;

/** Who does the work of each topic. Each handler must bear being called again after it was killed at any moment. */
export const HANDLERS: Record<OutboxTopic, Handler> = {
  channel_shipment: confirmToChannel,
  order_event: (ctx, { payload }) => tellClient(ctx, String(payload.clientId)),
  mail: (ctx, { payload }) => deliverMessage(ctx, String(payload.messageId)),
  webhook_event: fanOut,
  webhook: (ctx, { payload }) => deliverWebhook(ctx, String(payload.messageId)),
};
