"use client";

import { X } from "lucide";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Reasons } from "@/lib/orders/reasons";
import { cn } from "@/lib/shared/cn";
import { askReasons } from "./ask-reasons";
import { ReasonActions, type TipMake } from "./reason-actions";
import { FACET_LABELS, FACETS, REASON_FORM_ID } from "./row-markup";
import { SentenceText } from "./sentence-text";
import { orderAddress, statusId } from "./source-address";

/** Who rests on a status may press it: its reason is asked for ahead. */
const HOVER_MS = 120;
const POPOVER_ID = "order-reason";
const BUTTONS = `button[form=${REASON_FORM_ID}]`;

type Shown = {
  readonly order: string;
  readonly facet: (typeof FACETS)[number];
  readonly words: string;
  readonly tone: string;
};

const buttonOf = (event: Event): HTMLButtonElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLButtonElement>(BUTTONS) : null;

function shownOf(button: HTMLButtonElement): Shown {
  const { pathname, hash } = new URL(button.formAction);
  return {
    order: decodeURIComponent(pathname.split("/").at(-1) ?? ""),
    facet: FACETS.find((facet) => hash === `#${statusId(facet)}`) ?? "stock",
    words: button.dataset.words ?? button.textContent,
    tone: [...button.classList].find((name) => name.startsWith("tone-")) ?? "",
  };
}

/**
 * One popover for every status button of a list, filled for the one that was pressed: fifty would double
 * the page. Escape and a press elsewhere close it; the focus goes into it and comes back.
 */
export function OrderReasons({ make }: { make: TipMake }) {
  const popover = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [answer, setAnswer] = useState<Reasons | "failed" | null>(null);

  useEffect(() => {
    /** The button whose press closes the popover: its click must not open it again. */
    let closing: HTMLButtonElement | null = null;
    let hovering = 0;
    function open(button: HTMLButtonElement) {
      const next = shownOf(button);
      opener.current = button;
      // What the dialog is called has to be there when the focus comes to it.
      flushSync(() => {
        setShown(next);
        setAnswer(null);
      });
      askReasons(next.order).then((reasons) => {
        if (opener.current === button) {
          setAnswer(reasons ?? "failed");
        }
      });
      // Safari leaves a pressed button without the focus, which could then not come back to it.
      button.focus({ preventScroll: true });
      button.setAttribute("aria-expanded", "true");
      popover.current?.showPopover();
      popover.current?.focus({ preventScroll: true });
    }
    function press(event: MouseEvent) {
      const button = buttonOf(event);
      if (button === null) {
        return;
      }
      event.preventDefault();
      popover.current?.hidePopover();
      // Enter and Space come as a click without a press.
      if (event.detail === 0 || button !== closing) {
        open(button);
      }
    }
    function begin(event: PointerEvent) {
      const button = buttonOf(event);
      closing = button === opener.current ? button : null;
      if (button !== null) {
        askReasons(shownOf(button).order);
      }
    }
    function prepare(event: PointerEvent) {
      const button = buttonOf(event);
      window.clearTimeout(hovering);
      if (button !== null && event.pointerType === "mouse") {
        hovering = window.setTimeout(() => askReasons(shownOf(button).order), HOVER_MS);
      }
    }
    document.addEventListener("click", press);
    document.addEventListener("pointerdown", begin);
    document.addEventListener("pointerover", prepare);
    return () => {
      window.clearTimeout(hovering);
      document.removeEventListener("click", press);
      document.removeEventListener("pointerdown", begin);
      document.removeEventListener("pointerover", prepare);
    };
  }, []);

  function closed() {
    opener.current?.setAttribute("aria-expanded", "false");
    opener.current = null;
  }

  return (
    <>
      <form id={REASON_FORM_ID} hidden />
      <div
        ref={popover}
        id={POPOVER_ID}
        popover="auto"
        role="dialog"
        aria-labelledby={`${POPOVER_ID}-of`}
        tabIndex={-1}
        className="popover reason-popover text-pretty text-sm"
        onBeforeToggle={(event) => {
          if (event.newState === "closed") {
            closed();
          }
        }}
        onBlur={(event) => {
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) {
            event.currentTarget.hidePopover();
          }
        }}
      >
        {shown ? <Reason shown={shown} answer={answer} make={make} /> : null}
      </div>
    </>
  );
}

type ReasonProps = {
  readonly shown: Shown;
  readonly answer: Reasons | "failed" | null;
  readonly make: TipMake;
};

function Reason({ shown, answer, make }: ReasonProps) {
  const { order, facet, words, tone } = shown;
  const label = FACET_LABELS[FACETS.indexOf(facet)];
  return (
    <>
      <div className="flex items-start gap-2 py-1 ps-3 pe-1">
        <p id={`${POPOVER_ID}-of`} className="grow py-1">
          <span className="text-muted">
            {order} {label?.toLowerCase()}
          </span>
          <span className={cn("status-word glyph", tone)}>{words}</span>
        </p>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Close"
          popoverTarget={POPOVER_ID}
          popoverTargetAction="hide"
        >
          <Icon of={X} />
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-1.5 px-3 pb-3">
        {answer === null ? <p className="text-faint">Looking …</p> : null}
        {answer === "failed" ? (
          <p>
            The reason can’t be loaded now.{" "}
            <Link href={orderAddress(order)} className="text-accent underline underline-offset-2">
              Open {order}
            </Link>
          </p>
        ) : null}
        {answer !== null && answer !== "failed" ? (
          <Answer {...shown} reasons={answer} make={make} />
        ) : null}
      </div>
    </>
  );
}

type AnswerProps = Shown & { readonly reasons: Reasons; readonly make: TipMake };

function Answer({ order, facet, reasons, make }: AnswerProps) {
  const isStock = facet === "stock";
  const { actions } = reasons;
  return (
    <>
      <p>
        <SentenceText sentence={reasons[facet]} order={order} />
      </p>
      {isStock && reasons.lines.length > 0 ? (
        <ul className="grid gap-1 border-s ps-2.5">
          {reasons.lines.map(({ lineId, name, sentence }) => (
            <li key={lineId}>
              <span className="block text-muted">{name}</span>
              <SentenceText sentence={sentence} order={order} />
            </li>
          ))}
        </ul>
      ) : null}
      {(isStock ? reasons.notes : []).map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the notes never move.
        <p key={at} className="text-muted">
          <SentenceText sentence={note} order={order} />
        </p>
      ))}
      {facet === "shipment" ? null : (
        <ReasonActions
          order={order}
          make={make}
          actions={{ ...actions, changesPriority: isStock && actions.changesPriority }}
        />
      )}
    </>
  );
}
