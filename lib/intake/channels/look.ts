import "server-only";
import { NotTold } from "./connector";

/** Looks what a channel knows: where that fails, it was told nothing. */
export async function look<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new NotTold(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
