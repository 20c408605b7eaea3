import "server-only";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { madeBy } from "./create";
import type { ProductionChange } from "./input";
import { deriveAround, type LockedProduction, lockProduction, tell, writeProduction } from "./load";
import {
  type ActRefusal,
  decideAct,
  finishAfter,
  type PRODUCTION_EVENTS,
  type ProductionAct,
} from "./state";

type Write = {
  readonly set: Parameters<typeof writeProduction>[3];
  readonly type: (typeof PRODUCTION_EVENTS)[number];
  readonly data?: Record<string, unknown>;
};

type Done<Code extends string = never> = Promise<
  Outcome<{ number: string }, "not_found" | ActRefusal | Code>
>;

/** Loads under locks, decides, writes, gives out the product's supply again, derives. `plan` answers null where nothing changes. */
async function act<Code extends string = never>(
  ctx: Context,
  number: string,
  asked: ProductionAct,
  plan: (locked: LockedProduction) => Outcome<Write | null, Code>,
): Done<Code> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockProduction(tx, ctx, number);
    if (!locked) {
      return refuse("not_found");
    }
    const allowed = decideAct(asked, locked.row);
    if (!allowed.ok) {
      return allowed;
    }
    const planned = plan(locked);
    if (!planned.ok) {
      return planned;
    }
    if (planned.value !== null) {
      const { set, type, data } = planned.value;
      await writeProduction(tx, ctx, locked, set);
      await tell(tx, ctx, locked, type, data);
      const changed = await reallocate(tx, ctx, [locked.row.productId]);
      await deriveAround(tx, ctx, locked, changed);
    }
    return accept({ number });
  });
}

const UNBLOCKED = { blockedAt: null, blockedReason: null };
const OPEN = { finishedAt: null, finish: null };

export function startProduction(ctx: Context, number: string): Done {
  return act(ctx, number, "start", () => accept({ set: { startedAt: ctx.now }, type: "started" }));
}

/** It stands still, and why. What comes of it is still expected on its day. */
export function blockProduction(ctx: Context, number: string, reason: string): Done {
  return act(ctx, number, "block", () =>
    accept({
      set: { blockedAt: ctx.now, blockedReason: reason },
      type: "blocked",
      data: { reason },
    }),
  );
}

export function unblockProduction(ctx: Context, number: string): Done {
  return act(ctx, number, "unblock", () => accept({ set: UNBLOCKED, type: "unblocked" }));
}

/** Nothing more will come of it; what is missing is short again. */
export function finishShort(ctx: Context, number: string): Done {
  return act(ctx, number, "finish_short", ({ row }) =>
    accept({
      set: { finishedAt: ctx.now, finish: "short", ...UNBLOCKED },
      type: "finished_short",
      data: { made: quantityText(row.made), quantity: quantityText(row.quantity) },
    }),
  );
}

export function cancelProduction(ctx: Context, number: string): Done {
  return act(ctx, number, "cancel", () =>
    accept({ set: { finishedAt: ctx.now, finish: "cancelled", ...UNBLOCKED }, type: "cancelled" }),
  );
}

/** Takes a short finish or a cancel back. */
export function reopenProduction(ctx: Context, number: string): Done {
  return act(ctx, number, "reopen", () => accept({ set: OPEN, type: "reopened" }));
}

/** Changes how many are planned, and by when. As many as are made already ends it; more opens it again. */
export function changeProduction(
  ctx: Context,
  number: string,
  { quantity, dueOn, version }: ProductionChange,
): Done<"changed_meanwhile" | "below_made"> {
  return act<"changed_meanwhile" | "below_made">(ctx, number, "change", ({ row }) => {
    if (version !== undefined && version !== row.version) {
      return refuse("changed_meanwhile");
    }
    const planned = { quantity: quantity ?? row.quantity, made: row.made };
    if (planned.quantity < row.made) {
      return refuse("below_made", { field: "quantity", data: { made: quantityText(row.made) } });
    }
    const isSame = planned.quantity === row.quantity && (dueOn ?? row.dueOn) === row.dueOn;
    if (isSame) {
      return accept(null);
    }
    const isDone = finishAfter(planned) === "done";
    return accept({
      set: {
        quantity: planned.quantity,
        dueOn: dueOn ?? row.dueOn,
        version: row.version + 1,
        ...(isDone ? { finishedAt: row.finishedAt ?? ctx.now, finish: "done" } : OPEN),
        ...(isDone ? UNBLOCKED : {}),
      },
      type: "changed",
      data: {
        ...(planned.quantity === row.quantity
          ? {}
          : { quantity: [quantityText(row.quantity), quantityText(planned.quantity)] }),
        ...(dueOn === undefined || dueOn === row.dueOn ? {} : { dueOn: [row.dueOn, dueOn] }),
      },
    });
  });
}

/** Cancels what one request made, as far as nobody has made anything of it yet. Null for an unknown key. */
export async function undoMake(
  ctx: Context,
  key: string,
): Promise<{
  readonly cancelled: readonly string[];
  readonly refused: readonly { readonly production: string; readonly refusal: Refusal }[];
} | null> {
  const made = await withWorkspace(ctx, (tx) => madeBy(tx, ctx, key));
  const cancelled: string[] = [];
  const refused: { production: string; refusal: Refusal }[] = [];
  for (const { number } of made) {
    const outcome = await cancelProduction(ctx, number);
    if (outcome.ok) {
      cancelled.push(number);
    } else {
      refused.push({ production: number, refusal: outcome.refusal });
    }
  }
  return made.length > 0 ? { cancelled, refused } : null;
}
