import type { Reasons } from "@/lib/orders/reasons";
import { orderAddress } from "./source-address";

/** A status changes under one's eyes: what was asked longer ago than this is asked again. */
const FRESH_MS = 10_000;

let last: { order: string; at: number; answer: Promise<Reasons | null> } | null = null;

/** Why an order has its statuses; null where that can't be had. Asked once for a hover and the press that follows. */
export function askReasons(order: string): Promise<Reasons | null> {
  const now = Date.now();
  if (last?.order === order && now - last.at < FRESH_MS) {
    return last.answer;
  }
  const answer = fetchReasons(order);
  last = { order, at: now, answer };
  return answer;
}

async function fetchReasons(order: string): Promise<Reasons | null> {
  try {
    const response = await fetch(`${orderAddress(order)}/reasons`);
    if (response.ok) {
      return (await response.json()) as Reasons;
    }
  } catch {
    // Offline, or the server is away: the tip says so.
  }
  // What failed is asked again at the next press.
  last = null;
  return null;
}
