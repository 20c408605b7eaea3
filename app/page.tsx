import { redirect } from "next/navigation";
import { may } from "@/lib/auth/permissions";
import { currentAccess } from "@/lib/auth/session";

/** Leads everybody to their own first page: people to the orders, a client's people to the portal. */
export default async function Home() {
  const access = await currentAccess();
  if (access === null) {
    redirect("/sign-in");
  }
  const role = access.membership?.role;
  redirect(role !== undefined && may(role, "portal.read") ? "/portal" : "/orders/open");
}
