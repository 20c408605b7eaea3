import "server-only";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { showAfterRedirect } from "@/lib/auth/flash";
import { sameSitePath } from "@/lib/auth/same-site-path";
import type { Refusal } from "@/lib/shared/outcome";

/** What a bulk form sends: the selected orders, a key against the second click, the page to come back to. */
export const batchFormSchema = z.object({
  order: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat())),
  key: z.string().max(100).optional(),
  back: z.string().max(2000).optional(),
});

/** How many refusals the strip names; the rest is counted. */
const NAMED = 8;

type BatchDone = {
  readonly back: string | undefined;
  /** What the strip shows: a print job, a batch of moves, what a request had made; null when nothing came of it. */
  readonly shows:
    | { readonly job: string }
    | { readonly batch: string }
    | { readonly made: string }
    | null;
  readonly refused: readonly { readonly order: string; readonly refusal: Refusal }[];
};

/** Goes back to the page that asked and shows there what happened. */
export async function backWithBatch({ back, shows, refused }: BatchDone): Promise<never> {
  const url = new URL(sameSitePath(back ?? null, "/orders/open"), "http://orderflow.invalid");
  url.searchParams.delete("job");
  url.searchParams.delete("batch");
  url.searchParams.delete("made");
  for (const [name, value] of Object.entries(shows ?? {})) {
    url.searchParams.set(name, value);
  }
  const path = `${url.pathname}${url.search}`;
  if (refused.length > 0) {
    await showAfterRedirect(path, {
      kind: "refused",
      code: "batch",
      data: {
        count: refused.length,
        ...Object.fromEntries(
          refused
            .slice(0, NAMED)
            .map(({ order, refusal }) => [
              `order ${order}`.slice(0, 60),
              JSON.stringify([refusal.code, refusal.data ?? {}]).slice(0, 200),
            ]),
        ),
      },
    });
  }
  revalidatePath("/", "layout");
  redirect(path);
}
