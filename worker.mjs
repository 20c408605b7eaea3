// What Cloudflare runs: requests go to the application, and the clock calls its own cron route.
import application from "./.open-next/worker.js";

/**
 * The same answer for somebody who may hang up: it is written to its end all the same. Else the application would
 * wait for a reader for ever, and its connections to the database with it.
 */
function heardToTheEnd(answer, ctx) {
  if (answer.body === null) {
    return answer;
  }
  const written = answer.body.getReader();
  const rest = async () => {
    let { done } = await written.read();
    while (!done) {
      ({ done } = await written.read());
    }
  };
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await written.read();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    cancel() {
      ctx.waitUntil(rest().catch(() => undefined));
    },
  });
  return new Response(body, answer);
}

export default {
  async fetch(request, env, ctx) {
    const answer = application.fetch(request, env, ctx);
    // What other requests wait for too, such as a page that is being loaded, comes to its end without us.
    ctx.waitUntil(answer.catch(() => undefined));
    return heardToTheEnd(await answer, ctx);
  },

  async scheduled(_event, env, ctx) {
    const request = new Request(new URL("/api/cron", env.AUTH_URL ?? "http://localhost"), {
      method: "POST",
      headers: { authorization: `Bearer ${env.CRON_SECRET ?? ""}` },
    });
    const response = await application.fetch(request, env, ctx);
    const answer = await response.text();
    if (!response.ok) {
      throw new Error(`The due work was not done: ${response.status} ${answer.slice(0, 300)}`);
    }
  },
};
