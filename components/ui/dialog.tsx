"use client";

import { X } from "lucide";
import {
  type ComponentProps,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from "react";
import { Button, type ButtonStyle } from "./button";
import { Icon } from "./icon";

/** What makes a button open the dialog of an id. The command does it before hydration or without a script. */
function opens(id: string) {
  // React's types don't know invoker commands yet.
  const command = { command: "show-modal", commandfor: id };
  return {
    ...command,
    "aria-haspopup": "dialog" as const,
    onClick(event: MouseEvent<HTMLButtonElement>) {
      // A menu closes first, so that the focus comes back to the button that opened the menu.
      event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
      // The script is here, so the command need not open it a second time.
      event.preventDefault();
      const dialog = document.getElementById(id);
      if (dialog instanceof HTMLDialogElement && !dialog.open) {
        dialog.showModal();
      }
    },
  };
}

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
  return (
    <>
      <DialogButton dialog={id} {...triggerStyle} disabled={triggerDisabled}>
        {trigger}
      </DialogButton>
      <DialogPanel id={id} title={title}>
        {children}
      </DialogPanel>
    </>
  );
}

type DialogButtonProps = ComponentProps<typeof Button> & { readonly dialog: string };

/** Opens a dialog that stands elsewhere: outside of the form that the button is in. */
export function DialogButton({ dialog, ...props }: DialogButtonProps) {
  return <Button {...props} {...opens(dialog)} />;
}

/** A menu's entry that opens a dialog. The dialog itself stands outside of the menu, which hides with all it holds. */
export function DialogMenuItem({ dialog, children }: { dialog: string; children: ReactNode }) {
  return (
    <button type="button" className="menu-item" {...opens(dialog)}>
      {children}
    </button>
  );
}

type DialogPanelProps = {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  /** For a dialog that is rendered only while somebody is asked: it opens at once, and this takes it away. */
  readonly onClosed?: () => void;
};

export function DialogPanel({ id, title, children, onClosed }: DialogPanelProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const opensAtOnce = onClosed !== undefined;
  useEffect(() => {
    if (opensAtOnce && ref.current?.open === false) {
      ref.current.showModal();
    }
  }, [opensAtOnce]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog itself handles Escape; this adds the click outside.
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
      onClose={onClosed}
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
          <Icon of={X} />
        </Button>
      </div>
      <div className="px-5 pb-5">{children}</div>
    </dialog>
  );
}
