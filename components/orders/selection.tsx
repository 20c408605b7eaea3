"use client";

import { useRouter } from "next/navigation";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import { type QueuePlace, queueHref } from "@/lib/orders/queue-input";
import { type BulkAction, BulkBar } from "./bulk-bar";
import { useQueueDrag } from "./use-queue-drag";

type OrderSelectionProps = {
  /** Whether its orders stand in a queue and this person may move them. */
  readonly movesInQueue: boolean;
  readonly actions: readonly BulkAction[];
  /** Table and cards, with checkboxes named `order`. */
  readonly children: ReactNode;
};

/** One form around the list. The boxes and buttons post without a script; this adds ranges, select all and the count. */
export function OrderSelection({ actions, movesInQueue, children }: OrderSelectionProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const lastClicked = useRef<HTMLInputElement | null>(null);
  const [count, setCount] = useState(0);

  /** The boxes of cards show only once Select is pressed: what is hidden can't be selected. */
  function boxes(): HTMLInputElement[] {
    const all = form.current?.querySelectorAll<HTMLInputElement>('input[name="order"]') ?? [];
    return [...all].filter((box) => box.checkVisibility());
  }

  function refresh() {
    const all = boxes();
    const checked = all.filter((box) => box.checked).length;
    const header = form.current?.querySelector<HTMLInputElement>("[data-select-all]");
    if (header) {
      header.checked = checked > 0 && checked === all.length;
      header.indeterminate = checked > 0 && checked < all.length;
    }
    setCount(checked);
  }

  // Without a dependency list: after every render rows may have left with their checked boxes.
  useEffect(refresh);

  function followLink(event: MouseEvent, link: HTMLAnchorElement) {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!opensElsewhere && event.button === 0) {
      event.preventDefault();
      router.push(link.getAttribute("href") ?? link.href);
    }
  }

  function press(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.classList.contains("row-link")) {
      followLink(event, link);
      return;
    }
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") {
      return;
    }
    const all = boxes();
    if (box.dataset.selectAll !== undefined) {
      for (const each of all) {
        each.checked = box.checked;
      }
    } else if (box.name === "order") {
      const from = lastClicked.current ? all.indexOf(lastClicked.current) : -1;
      const to = all.indexOf(box);
      if (event.shiftKey && from >= 0) {
        for (const each of all.slice(Math.min(from, to), Math.max(from, to) + 1)) {
          each.checked = box.checked;
        }
      }
      lastClicked.current = box;
    }
    refresh();
  }

  /** Asks what a move would do: nothing moves before that was seen. */
  function askToMove(order: string, place: QueuePlace) {
    const back = `${window.location.pathname}${window.location.search}`;
    router.push(queueHref(order, place, back));
  }

  const drag = useQueueDrag(movesInQueue, askToMove);

  /** Alt with an arrow moves the focused row's order by one place. */
  function askToStep({ target }: KeyboardEvent, to: "up" | "down") {
    const row = target instanceof Element ? target.closest("tr, li") : null;
    const order = row?.querySelector<HTMLInputElement>('input[name="order"]')?.value;
    if (order !== undefined && movesInQueue) {
      askToMove(order, { to });
    }
  }

  function pressKey(event: KeyboardEvent) {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      askToStep(event, event.key === "ArrowUp" ? "up" : "down");
      event.preventDefault();
      return;
    }
    // The first Escape closes what floats, the next one clears the selection.
    if (event.key === "Escape" && !document.querySelector(":popover-open, dialog[open]")) {
      form.current?.reset();
    }
  }

  return (
    <form
      ref={form}
      onClick={press}
      onKeyDown={pressKey}
      {...drag}
      onReset={() => {
        // The boxes are cleared only after this event.
        setTimeout(refresh);
      }}
    >
      {children}
      <p role="status" className="sr-only">
        {count > 0 ? `${count} selected` : ""}
      </p>
      <BulkBar actions={actions} count={count} />
    </form>
  );
}
