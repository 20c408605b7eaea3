import { MoveStrip } from "@/components/orders/move-strip";
import { MoveToast } from "@/components/orders/move-toast";
import { queueMovedWords } from "@/components/orders/queue-words";
import type { Flash } from "@/lib/auth/flash";
import { may, type Role } from "@/lib/auth/permissions";
import { moveInQueueAction } from "@/lib/orders/queue-actions";

type QueueStripProps = {
  readonly flash: Flash | null;
  readonly role: Role;
  /** The page that asked, for coming back to it. */
  readonly back: string;
};

/** The move in the queue that led here, with the way back. */
export function QueueStrip({ flash, role, back }: QueueStripProps) {
  if (flash?.kind !== "done" || flash.code !== "queue_moved") {
    return null;
  }
  const { data = {} } = flash;
  const text = queueMovedWords(data);
  const undo = undoFields(data, back);
  if (data.from === data.to || !may(role, "orders.move")) {
    return <MoveStrip text={text} tone={data.from === data.to ? "neutral" : "positive"} />;
  }
  return (
    <>
      <MoveStrip text={text} undo={{ action: moveInQueueAction, fields: undo }} />
      <MoveToast text={text} fields={undo} undo={moveInQueueAction} />
    </>
  );
}

/** What puts the order back behind the one that it stood behind. */
function undoFields(data: NonNullable<Flash["data"]>, back: string): Record<string, string> {
  const place = Object.entries(data).flatMap(([name, value]): [string, string][] =>
    name.startsWith("back_") ? [[name.slice("back_".length), String(value)]] : [],
  );
  return { ...Object.fromEntries(place), order: String(data.order), back };
}
