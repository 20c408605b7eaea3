"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { cn } from "@/lib/shared/cn";
import { Button, type ButtonStyle } from "./button";

type MenuProps = {
  readonly trigger: ReactNode;
  /** The button's name where its content is an icon. */
  readonly label?: string;
  readonly triggerStyle?: ButtonStyle;
  readonly triggerClassName?: string;
  readonly placement?: "start" | "end" | "above";
  readonly panelClassName?: string;
  /** Links and buttons with the class `menu-item`; forms around buttons are fine. */
  readonly children: ReactNode;
};

const PLACEMENT = { start: "", end: "popover-end", above: "popover-above" };

/** A list of links and buttons in a native popover; the arrow keys, Home and End walk it, Escape closes it. */
export function Menu(props: MenuProps) {
  const { trigger, label, triggerStyle, triggerClassName, panelClassName, children } = props;
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);

  function walk(event: KeyboardEvent) {
    const items = [...(panel.current?.querySelectorAll<HTMLElement>("a, button:enabled") ?? [])];
    const at = items.findIndex((item) => item.matches(":focus"));
    const last = items.length - 1;
    const next = {
      ArrowDown: at < last ? at + 1 : 0,
      ArrowUp: at > 0 ? at - 1 : last,
      Home: 0,
      End: last,
    };
    const target = Object.entries(next).find(([key]) => key === event.key);
    if (target) {
      event.preventDefault();
      items[target[1]]?.focus();
    }
  }

  return (
    <>
      <Button
        {...triggerStyle}
        className={triggerClassName}
        popoverTarget={id}
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            panel.current?.showPopover();
            walk(event);
          }
        }}
      >
        {trigger}
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the items inside. */}
      <div
        id={id}
        ref={panel}
        popover="auto"
        className={cn(
          "popover min-w-48 p-1 font-normal",
          PLACEMENT[props.placement ?? "end"],
          panelClassName,
        )}
        onKeyDown={walk}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a, button")) {
            panel.current?.hidePopover();
          }
        }}
      >
        {children}
      </div>
    </>
  );
}
