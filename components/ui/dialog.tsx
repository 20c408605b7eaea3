"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { Button, type ButtonStyle } from "./button";

type DialogProps = {
  readonly trigger: ReactNode;
  readonly triggerStyle?: ButtonStyle;
  readonly triggerDisabled?: boolean;
  /** Names what happens, as a question or a command. */
  readonly title: string;
  readonly children: ReactNode;
};

/** A native dialog and the button that opens it. It closes when a form inside is sent. */
export function Dialog({ trigger, triggerStyle, triggerDisabled, title, children }: DialogProps) {
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // React's types don't know invoker commands yet; they open the dialog before or without hydration.
  const opens = { command: "show-modal", commandfor: id };
  return (
    <>
      <Button
        {...triggerStyle}
        {...opens}
        disabled={triggerDisabled}
        aria-haspopup="dialog"
        onClick={() => {
          if (ref.current && !ref.current.open) {
            ref.current.showModal();
          }
        }}
      >
        {trigger}
      </Button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the dialog itself handles Escape; this adds the click outside. */}
      <dialog
        id={id}
        ref={ref}
        aria-labelledby={`${id}-title`}
        className="dialog whitespace-normal text-left font-normal"
        onClick={(event) => {
          const isOutside = event.target === ref.current;
          const button = event.target instanceof Element ? event.target.closest("button") : null;
          // A form around the dialog sends its submit event past it, so the click closes it.
          const sendsOuterForm = button?.type === "submit" && !ref.current?.contains(button.form);
          if (isOutside || sendsOuterForm) {
            ref.current?.close();
          }
        }}
        onSubmit={() => ref.current?.close()}
      >
        <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-2">
          <h2 id={`${id}-title`} className="pt-1 text-lg">
            {title}
          </h2>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Close this dialog"
            className="-me-2"
            onClick={() => ref.current?.close()}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
        <div className="px-5 pb-5">{children}</div>
      </dialog>
    </>
  );
}
