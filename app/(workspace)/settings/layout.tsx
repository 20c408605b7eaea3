import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { currentContext } from "@/lib/auth/session";
import { settingsLinks } from "./pages";

/** Only the frame: each page asks for its own permission. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await currentContext();
  const links = ctx === null ? [] : settingsLinks(ctx.role);
  return (
    <div className="lg:grid lg:grid-cols-[9rem_minmax(0,1fr)] lg:gap-8">
      <SettingsNav links={links} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
