import { readiness } from "@/lib/api/readiness";

export const dynamic = "force-dynamic";

/** Whether requests should be sent here. */
export async function GET(): Promise<Response> {
  const { ready, checks } = await readiness();
  return Response.json(
    { status: ready ? "ready" : "not_ready", checks },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
