import "server-only";
import { and, eq } from "drizzle-orm";
import { clients } from "@/db/schema/clients";
import { isId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** Lets a client's people see prices in the portal, or no more. Saying it again changes nothing. */
export async function setShowPrices(
  ctx: Context,
  id: string,
  showPrices: boolean,
): Promise<Outcome<null, "not_found">> {
  if (!isId(id)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, id));
    const [client] = await tx
      .select({ code: clients.code, showPrices: clients.showPrices })
      .from(clients)
      .where(isThis)
      .for("no key update");
    if (!client) {
      return refuse("not_found");
    }
    if (client.showPrices !== showPrices) {
      await tx.update(clients).set({ showPrices }).where(isThis);
      await audit(tx, ctx, {
        action: showPrices ? "portal_prices_shown" : "portal_prices_hidden",
        subject: client.code,
      });
    }
    return accept(null);
  });
}
