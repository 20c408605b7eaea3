import { redirect } from "next/navigation";
import { requireContext } from "@/lib/auth/session";
import { settingsLinks } from "./pages";

/** Leads to the first page that the role may see. */
export default async function SettingsPage() {
  const ctx = await requireContext("settings.read");
  redirect(settingsLinks(ctx.role)[0]?.href ?? "/");
}
