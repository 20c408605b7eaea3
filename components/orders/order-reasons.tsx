"use client";

import { useEffect, useRef, useState } from "react";
import { SourceLinks } from "@/components/production/source-links";
import { REASON_POPOVER_ID } from "./row-markup";

type Shown = {
  readonly label: string;
  readonly words: string;
  readonly tone: string;
  readonly why: string;
};

/** One popover for every status button of a list, filled by the one that was pressed: fifty would double the page. */
export function OrderReasons() {
  const popover = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);

  useEffect(() => {
    let source: HTMLButtonElement | null = null;
    function fill(event: MouseEvent) {
      const target = event.target instanceof Element ? event.target : null;
      const button = target?.closest<HTMLButtonElement>(
        `button[popovertarget=${REASON_POPOVER_ID}]`,
      );
      if (!button) {
        return;
      }
      setShown({
        label: button.dataset.label ?? "",
        words: button.dataset.words ?? button.textContent,
        tone: [...button.classList].find((name) => name.startsWith("tone-")) ?? "",
        why: button.title,
      });
      // A second button of the same popover would only close it.
      if (popover.current?.matches(":popover-open") && source !== button) {
        popover.current.hidePopover();
      }
      source = button;
    }
    document.addEventListener("click", fill);
    return () => document.removeEventListener("click", fill);
  }, []);

  return (
    <div ref={popover} id={REASON_POPOVER_ID} popover="auto" className="popover p-3 text-sm">
      {shown ? (
        <>
          <p className="flex justify-between gap-6">
            <span className="text-muted">{shown.label}</span>
            <span className={`status-word glyph ${shown.tone}`}>{shown.words}</span>
          </p>
          <p className="mt-1">
            <SourceLinks text={shown.why} />
          </p>
        </>
      ) : null}
    </div>
  );
}
