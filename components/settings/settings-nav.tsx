"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

export type SettingsLink = { readonly href: string; readonly label: string };

const linkClass =
  "flex h-8 shrink-0 items-center whitespace-nowrap rounded-md px-2.5 text-muted hover:bg-shade hover:text-ink aria-[current]:bg-shade aria-[current]:font-semibold aria-[current]:text-ink max-md:h-11 max-md:px-3";

/** The pages of the settings: beside them on a wide screen, a strip that scrolls on a narrow one. */
export function SettingsNav({ links }: { links: readonly SettingsLink[] }) {
  const path = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  const isCurrent = ({ href }: SettingsLink) => path === href || path.startsWith(`${href}/`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has another current link.
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);

  return (
    <nav
      aria-label="Settings"
      className="-mx-4 mb-4 flex gap-1 overflow-x-auto border-b px-4 pb-2 [scrollbar-width:none] md:-mx-6 md:px-6 lg:mx-0 lg:mb-0 lg:flex-col lg:gap-0.5 lg:overflow-visible lg:border-0 lg:p-0"
    >
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          ref={isCurrent(link) ? current : null}
          aria-current={isCurrent(link) ? "page" : undefined}
          className={linkClass}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}
