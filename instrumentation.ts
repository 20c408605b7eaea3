/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { checkStart } = await import("./lib/workspaces/check-start");
    await checkStart();
    const { startBackgroundWork } = await import("./lib/background/timer");
    startBackgroundWork();
  }
}
