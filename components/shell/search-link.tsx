"use client";

import Link from "next/link";
import type { ReactNode } from "react";

/** Goes to the list's search field; on the list itself it only moves the focus there. */
export function SearchLink({ className, children }: { className: string; children: ReactNode }) {
  return (
    <Link
      href="/orders/open#order-search"
      className={className}
      onClick={(event) => {
        const field = document.getElementById("order-search");
        if (field) {
          event.preventDefault();
          field.focus();
          window.scrollTo({ top: 0 });
        }
      }}
    >
      {children}
    </Link>
  );
}
