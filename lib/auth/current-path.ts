import "server-only";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { z } from "zod";

const Requested = z.object({ url: z.object({ pathname: z.string(), search: z.string() }) });

/**
 * The path and query of the page being rendered; null when Next does not say. Next has no public way
 * to ask, and a layout needs it to send people back after they signed in.
 */
export function currentPath(): string | null {
  const parsed = Requested.safeParse(workUnitAsyncStorage.getStore());
  if (!parsed.success) {
    return null;
  }
  const { pathname, search } = parsed.data.url;
  const query = new URLSearchParams(search);
  query.delete("_rsc");
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}
