import { after } from "next/server";
import { guardedChannelRoute } from "@/lib/intake/channel-door";

export const POST = guardedChannelRoute(after);
