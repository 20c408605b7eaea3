import { guardedCronRoute } from "@/lib/background/cron-guard";
import { doDueWork } from "@/lib/background/work";

const run = async () => Response.json(await doDueWork());

export const POST = guardedCronRoute(run);

/** For the clock of Vercel, which knows no other method; it sends the secret like everybody. */
export const GET = guardedCronRoute(run);
