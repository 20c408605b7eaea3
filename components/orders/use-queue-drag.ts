import { type DragEvent, useRef } from "react";
import type { QueuePlace } from "@/lib/orders/queue-input";

type Drop = { readonly row: HTMLTableRowElement; readonly side: "before" | "after" };

const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest("tr") : null);

/** Only a list in queue order shows places, so only there a row has one to be dragged to. */
const hasPlace = (row: HTMLTableRowElement | null) => row?.querySelector("td.rank") != null;

const orderIn = (row: HTMLTableRowElement) =>
  row.querySelector<HTMLInputElement>('input[name="order"]')?.value ?? null;

/**
 * Lets rows of a table in queue order be dragged. A row's link covers it and browsers drag links, so this
 * only says where the row may be dropped; `ask` then gets the order and its new place.
 */
export function useQueueDrag(isOn: boolean, ask: (order: string, place: QueuePlace) => void) {
  const dragged = useRef<HTMLTableRowElement | null>(null);
  const shown = useRef<HTMLTableRowElement | null>(null);

  function show(drop: Drop | null) {
    shown.current?.removeAttribute("data-drop");
    drop?.row.setAttribute("data-drop", drop.side);
    shown.current = drop?.row ?? null;
  }

  /** The nearer edge of the row under the pointer; none where the dragged row stands there already. */
  function dropAt(event: DragEvent): Drop | null {
    const row = rowOf(event.target);
    if (dragged.current === null || row === null || !hasPlace(row) || row === dragged.current) {
      return null;
    }
    const { top, height } = row.getBoundingClientRect();
    const side = event.clientY < top + height / 2 ? "before" : "after";
    const neighbour = side === "before" ? row.previousElementSibling : row.nextElementSibling;
    return neighbour === dragged.current ? null : { row, side };
  }

  function end() {
    show(null);
    dragged.current?.removeAttribute("data-dragged");
    dragged.current = null;
  }

  return {
    onDragStart: (event: DragEvent) => {
      const row = rowOf(event.target);
      if (isOn && row !== null && hasPlace(row)) {
        dragged.current = row;
        row.setAttribute("data-dragged", "");
        const { left, top } = row.getBoundingClientRect();
        event.dataTransfer.setDragImage(row, event.clientX - left, event.clientY - top);
        event.dataTransfer.effectAllowed = "move";
      }
    },
    onDragOver: (event: DragEvent) => {
      const drop = dropAt(event);
      show(drop);
      if (drop !== null) {
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
      }
    },
    onDrop: (event: DragEvent) => {
      const drop = dropAt(event);
      const order = dragged.current ? orderIn(dragged.current) : null;
      const other = drop ? orderIn(drop.row) : null;
      end();
      if (drop !== null && order !== null && other !== null) {
        event.preventDefault();
        ask(order, drop.side === "before" ? { before: other } : { after: other });
      }
    },
    onDragEnd: end,
  };
}
