import { app } from "@/lib/api/app";

export const dynamic = "force-dynamic";

const handle = (request: Request) => app.fetch(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
