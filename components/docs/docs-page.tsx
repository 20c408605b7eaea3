import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { DOCS_LINKS } from "./docs-links";

/** A page that explains the API to whoever programs against it; open to everybody. */
export function DocsPage({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <header className="border-b bg-wash">
        <div className="mx-auto flex min-h-12 max-w-240 items-center justify-between gap-3 px-4 md:px-6">
          <p className="flex items-center gap-2 font-semibold">
            <Mark className="size-5 text-accent" />
            Orderflow API
          </p>
          <nav aria-label="API" className="flex items-center gap-4 text-sm">
            {/* Plain: two of them are no pages of ours, and nobody goes back and forth here all day. */}
            {DOCS_LINKS.map(({ href, label }) => (
              <a key={href} href={href} className="text-accent hover:underline max-md:py-3">
                {label}
              </a>
            ))}
          </nav>
        </div>
      </header>
      <main className="mx-auto max-w-240 px-4 pt-4 pb-12 md:px-6 md:pt-6">{children}</main>
    </>
  );
}
