/** Called by Next once per server process, before the first request. Workers have no such moment. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.BUILD_TARGET !== "workers") {
    const { checkStart } = await import("./lib/workspaces/check-start");
    await checkStart();
    const { startBackgroundWork } = await import("./lib/background/timer");
    startBackgroundWork();
  }
}
