// Starts the built server and waits until it says that it is ready.
import { join } from "node:path";
import { projectNode, root, StepError, start, toolEnv } from "./project.mjs";

/** Answers the running server; its output goes where ours goes, unless `stdio` says otherwise. */
export function startServer(port, env, stdio = "inherit") {
  const next = join(root, "node_modules/next/dist/bin/next");
  const settings = { NODE_ENV: "production", PORT: String(port), ...env };
  return start(projectNode(), [next, "start", "-p", String(port)], {
    env: toolEnv(settings),
    stdio,
  });
}

/** Asks /api/ready until it answers 200. */
export async function untilReady(port, server, limitMs = 60_000) {
  const address = `http://localhost:${port}/api/ready`;
  let answer = "nothing";
  let ended = null;
  server.once("close", (code) => {
    ended = code ?? 1;
  });
  for (const since = Date.now(); Date.now() - since < limitMs; ) {
    if (ended !== null) {
      throw new StepError(`The server ended before it was ready (exit code ${ended}).`);
    }
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) {
        return;
      }
      answer = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      answer = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  server.kill("SIGTERM");
  throw new StepError(
    `The server is not ready after ${limitMs / 1000} s; ${address} answered: ${answer}`,
  );
}
