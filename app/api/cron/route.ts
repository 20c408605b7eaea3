import { guardedCronRoute } from "@/lib/background/cron-guard";
import { doDueWork } from "@/lib/background/work";

export const POST = guardedCronRoute(async () => Response.json(await doDueWork()));
