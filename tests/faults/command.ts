/** How a command is written down for the tests that disturb it, and the doors through which it is called. */
import { eq } from "drizzle-orm";
import { connections, deliveries } from "@/db/schema/channels";
import { handleDelivery } from "@/lib/intake/handle-delivery";
import { storeDeliveries } from "@/lib/intake/store-delivery";
import type { Outcome } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { Scene } from "./scene";

export type Reply = { readonly status: number; readonly text: string };
/** Calls the command; the same key is the same call again. */
type Call = (key: string) => Promise<Reply>;

export type Command = {
  readonly name: string;
  /** The endpoint of the API that it is called by, such as `POST /orders`; null for what only pages call. */
  readonly door: string | null;
  /** Whether a call with a key that came before answers as it did then. */
  readonly keyed: boolean;
  /** Whether it moves stock or reservations, and so meets others of its kind. */
  readonly stock: boolean;
  /** States that it may leave the workspace in besides before and after: transactions of its own that a retry goes on from. */
  readonly stops: number;
  readonly prepare: (scene: Scene) => Promise<Call>;
};

type Options = Partial<Pick<Command, "keyed" | "stock" | "stops">> & {
  /** What is posted before, so that there is something to do. */
  readonly after?: string;
  /** Answers the whole path where the scene must be asked for it. */
  readonly pathIn?: (scene: Scene) => Promise<string>;
};

/** A POST to the API. */
export function post(
  name: string,
  path: string,
  body: unknown = {},
  { after, pathIn, ...options }: Options = {},
): Command {
  return {
    name,
    door: `POST ${path}`,
    keyed: true,
    stock: false,
    stops: 0,
    ...options,
    prepare: async (scene) => {
      if (after !== undefined) {
        await scene.api.post(after);
      }
      const to = (await pathIn?.(scene)) ?? path;
      return (idempotencyKey) => scene.api.post(to, body, { idempotencyKey });
    },
  };
}

/** A PATCH with the version that the scene has; it knows no keys. */
export function patch(
  name: string,
  path: string,
  body: object,
  { pathIn, ...options }: Omit<Options, "after"> = {},
): Command {
  return {
    name,
    door: `PATCH ${path}`,
    keyed: false,
    stock: false,
    stops: 0,
    ...options,
    prepare: async (scene) => {
      const to = (await pathIn?.(scene)) ?? path;
      const { version } = (await scene.api.get(to)).body;
      return () => scene.api.patch(to, { ...body, version });
    },
  };
}

/** A command that only pages of ours call. */
export function direct(
  name: string,
  run: (ctx: Context, key: string) => Promise<Outcome<unknown>>,
  options: Options = {},
): Command {
  return {
    name,
    door: null,
    keyed: false,
    stock: false,
    stops: 0,
    ...options,
    prepare: async ({ ctx }) => {
      return async (key) => {
        const outcome = await run(ctx, key);
        return { status: outcome.ok ? 200 : 409, text: JSON.stringify(outcome) };
      };
    },
  };
}

/** Handles a delivery that is stored already, as the drain does; handled once, it is done. */
export function arrival(name: string, body: string): Command {
  return {
    name,
    door: null,
    keyed: true,
    stock: true,
    stops: 0,
    prepare: async ({ ctx }) => {
      const id = await withWorkspace(ctx, async (tx) => {
        const [connection] = await tx.select().from(connections);
        if (!connection) {
          throw new Error("The scene has no connection.");
        }
        const received = [{ deliveryId: "delivery-1", topic: "orders/updated", body }];
        await storeDeliveries(tx, ctx, connection, received);
        const [row] = await tx
          .select()
          .from(deliveries)
          .where(eq(deliveries.deliveryId, "delivery-1"));
        return row?.id ?? "";
      });
      return async () => {
        await handleDelivery(ctx.workspaceId, id);
        return { status: 200, text: "handled" };
      };
    },
  };
}
