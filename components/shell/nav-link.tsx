"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { NAV_ITEMS, type NavKey } from "./nav-items";

/** A layout can't know the page it frames, so the link finds out itself whether it is the current one. */
export function NavLink({ item, className }: { item: NavKey; className: string }) {
  const { label, href, under, icon } = NAV_ITEMS[item];
  const path = usePathname();
  const isCurrent = path === under || path.startsWith(`${under}/`);
  return (
    <Link href={href} aria-current={isCurrent ? "page" : undefined} className={className}>
      <Icon of={icon} />
      <span className="nav-word">{label}</span>
    </Link>
  );
}
