/** Runs `work`, whose errors are planted, without what the server would log about them. */
export async function unlogged<T>(work: () => Promise<T>): Promise<T> {
  const log = Reflect.get(console, "error");
  Reflect.set(console, "error", () => undefined);
  try {
    return await work();
  } finally {
    Reflect.set(console, "error", log);
  }
}
