import { type ReactNode, useId } from "react";
import { cn } from "@/lib/shared/cn";

/** What a control needs so that its label, hint and error belong to it. */
export type ControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type FieldProps = {
  readonly label: string;
  /** The control's id, where something else on the page leads to it. */
  readonly id?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** For fields of a grid whose column already shows the label. */
  readonly labelHidden?: boolean;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
};

export function Field({
  label,
  id: givenId,
  hint,
  error,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const hintId = hint ? `${id}-hint` : "";
  const errorId = error ? `${id}-error` : "";
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "font-semibold text-sm"}>
        {label}
        {optional ? <span className="font-normal text-muted"> (optional)</span> : null}
      </label>
      {children({
        id,
        "aria-describedby": `${hintId} ${errorId}`.trim() || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint ? (
        <p id={hintId} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}
