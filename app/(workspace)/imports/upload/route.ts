import { showAfterRedirect } from "@/lib/auth/flash";
import { guardedRoute } from "@/lib/auth/guarded-route";
import { uploadImport } from "@/lib/intake/commands";
import { uploadedFile } from "@/lib/intake/upload-body";

/** A route and not an action: an action's body limit would answer a large file with an error page. */
export const POST = guardedRoute("imports.write", async (ctx, request) => {
  const file = await uploadedFile(request);
  const outcome = file.ok ? await uploadImport(ctx, file.value) : file;
  if (!outcome.ok) {
    const { code, data } = outcome.refusal;
    await showAfterRedirect("/imports", { kind: "refused", code, ...(data ? { data } : {}) });
  }
  const location = outcome.ok ? `/imports/${outcome.value.id}` : "/imports";
  return new Response(null, { status: 303, headers: { location } });
});
