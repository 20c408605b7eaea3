import { Timeline, type TimelineEntry } from "@/components/orders/timeline";
import { SourceLinks } from "@/components/production/source-links";
import { PendingButton } from "@/components/ui/pending-button";
import { may } from "@/lib/auth/permissions";
import { undo } from "@/lib/moves/actions";
import type { EventView } from "@/lib/orders/detail";
import { eventWords } from "@/lib/orders/event-words";
import type { LoadedPage } from "./load-order";

/** What happened to the order, newest first; the one move that can be taken back has its Undo. */
export function OrderTimeline({ ctx, detail, undoable }: LoadedPage) {
  const { row } = detail.order;
  const reader = { locale: ctx.workspace.locale, today: ctx.today, currency: row.currency };
  const entryOf = (event: EventView): TimelineEntry => {
    const { moveId } = event;
    const canUndo = moveId !== null && undoable.has(moveId) && may(ctx.role, "orders.move");
    const { sentence, detail: words } = eventWords(event, reader);
    return {
      seq: event.seq,
      at: event.at,
      actor: {
        // The product acting by itself is shown as a rule.
        kind: event.actorKind === "system" ? "rule" : event.actorKind,
        name: event.actorName,
      },
      sentence: (
        <span>
          <SourceLinks text={sentence} />
        </span>
      ),
      detail: words || undefined,
      from: event.fromTab,
      to: event.toTab,
      undo: canUndo ? <UndoForm move={moveId} back={`/orders/${row.number}`} /> : null,
    };
  };
  return (
    <Timeline
      entries={detail.events.map(entryOf).reverse()}
      archivedBefore={detail.archivedBefore}
      timeZone={ctx.workspace.timeZone}
      locale={reader.locale}
      today={ctx.today}
    />
  );
}

function UndoForm({ move, back }: { move: string; back: string }) {
  return (
    <form action={undo}>
      <input type="hidden" name="move" value={move} />
      <input type="hidden" name="back" value={back} />
      <PendingButton size="sm">Undo</PendingButton>
    </form>
  );
}
