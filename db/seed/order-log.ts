import "server-only";
import { eventRow, type NewEvent } from "@/lib/orders/events";
import type { ArchiveReason, Tab } from "@/lib/orders/lifecycle";
import type { MoveEffects } from "@/lib/orders/moves";
import { DEFAULT_POLICY, type PolicyCause } from "@/lib/orders/policy";
import { newId } from "@/lib/shared/ids";
import type { Actor } from "@/lib/workspaces/context";
import type { PastRows } from "./past-rows";
import type { World } from "./world";

const RULE: Actor = { kind: "rule", name: "Automation", id: null };

type Effects = Pick<MoveEffects, "dispatched" | "shortClosed">;

/** Tells one order's story: events in a row from 1, moves with what they did, and where it all ended. */
export class OrderLog {
  seq = 0;
  tab: Tab = "open";
  closedAt: Date | null = null;
  archivedAt: Date | null = null;
  archiveReason: ArchiveReason | null = null;
  archiveNote: string | null = null;
  updatedAt: Date;

  constructor(
    readonly world: World,
    readonly rows: PastRows,
    readonly orderId: string,
  ) {
    this.updatedAt = world.clock.now;
  }

  /** What somebody did, so many days ago. */
  event(age: number, actor: Actor, event: NewEvent): void {
    this.seq += 1;
    const ctx = this.world.at(age, actor);
    this.updatedAt = ctx.now;
    this.rows.orderEvents.push(eventRow(ctx, this.orderId, this.seq, event));
  }

  /** Closes by the policy when a fact is given, else by hand. */
  close(age: number, by: { fact: PolicyCause } | { person: Actor }, effects: Effects): void {
    const before = this.#facts();
    this.closedAt = this.world.clock.ago(age);
    this.#move(age, by, "closed", before, effects);
  }

  archive(
    age: number,
    by: { fact: PolicyCause } | { person: Actor },
    reason: ArchiveReason,
    note: string | null,
  ): void {
    const before = this.#facts();
    this.archivedAt = this.world.clock.ago(age);
    this.archiveReason = reason;
    this.archiveNote = note;
    this.#move(age, by, "archived", before, {});
  }

  #facts(): MoveEffects["before"] {
    return {
      closedAt: this.closedAt?.toISOString() ?? null,
      archivedAt: this.archivedAt?.toISOString() ?? null,
      archiveReason: this.archiveReason,
      archiveNote: this.archiveNote,
    };
  }

  #move(
    age: number,
    by: { fact: PolicyCause } | { person: Actor },
    to: "closed" | "archived",
    before: MoveEffects["before"],
    { dispatched = [], shortClosed = [] }: Effects,
  ): void {
    const actor = "fact" in by ? RULE : by.person;
    const cause = "fact" in by ? by.fact : "by_hand";
    const { now } = this.world.at(age, actor);
    const id = newId();
    this.rows.moves.push({
      id,
      workspaceId: this.world.ctx.workspaceId,
      orderId: this.orderId,
      batchId: newId(),
      fromTab: this.tab,
      toTab: to,
      cause,
      effects: { shortClosed, dispatched, before },
      actorName: actor.name,
      at: now,
    });
    this.event(age, actor, {
      type: to,
      cause,
      policyVersion: "fact" in by ? DEFAULT_POLICY.version : null,
      move: { id, from: this.tab, to },
      data: {
        ...(to === "archived" ? { reason: this.archiveReason } : {}),
        ...(to === "archived" && this.archiveNote ? { note: this.archiveNote } : {}),
        ...(shortClosed.length > 0 ? { shortClosed: shortClosed.length } : {}),
      },
    });
    this.tab = to;
  }
}
