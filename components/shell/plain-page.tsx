import type { ReactNode } from "react";
import { Mark } from "./mark";

type PlainPageProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** A page outside of the frame: sign-in, set-up, and what is shown when something can't be. */
export function PlainPage({ title, children, actions }: PlainPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-96 flex-col justify-center px-4 py-12">
      <p className="mb-6 flex items-center gap-2 font-semibold text-lg">
        <Mark className="size-6 text-accent" />
        Orderflow
      </p>
      <h1 className="text-xl">{title}</h1>
      {children ? <div className="mt-2">{children}</div> : null}
      {actions ? <div className="mt-6 flex flex-wrap gap-2">{actions}</div> : null}
    </main>
  );
}
