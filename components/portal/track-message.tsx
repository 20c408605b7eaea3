import type { ReactNode } from "react";

/** A page of the tracking link that has no order to show. */
export function TrackMessage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto max-w-160 px-4 pt-12 pb-12">
      <h1 className="text-2xl">{title}</h1>
      <p className="mt-2 text-lg text-muted">{children}</p>
    </main>
  );
}
