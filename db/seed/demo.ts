import type { Database } from "@/db/client";

export type SeedOptions = {
  /** Orders of the first workspace. */
  readonly orders: number;
  readonly now: Date;
  readonly log: (text: string) => void;
};

/** Fills an empty database with the demo's workspaces. */
export async function seedDemo(_db: Database, { log }: SeedOptions): Promise<void> {
  log("the demo holds no data yet");
}
