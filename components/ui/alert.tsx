import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";
import { TONE_CLASS, type Tone } from "./badge";

type AlertProps = {
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader: for what went wrong just now. */
  readonly role?: "alert" | "status";
  readonly className?: string;
};

export function Alert({ tone = "info", title, children, actions, role, className }: AlertProps) {
  return (
    <div
      role={role}
      className={cn(
        "glyph flex items-start gap-2 rounded-md bg-(--tone-wash) px-3 py-2 text-(--tone-text) before:mt-[3px] print:border",
        TONE_CLASS[tone],
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-semibold">{title}</p>
          {children ? <div className="mt-0.5 text-sm">{children}</div> : null}
        </div>
        {actions ? <div className="-my-1 flex flex-wrap items-center gap-3">{actions}</div> : null}
      </div>
    </div>
  );
}
