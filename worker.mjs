// What Cloudflare runs: requests go to the application, and the clock calls its own cron route.
import application from "./.open-next/worker.js";

export default {
  fetch(request, env, ctx) {
    const answer = application.fetch(request, env, ctx);
    // Whoever asks may hang up; what other requests wait for too, such as a page that is being loaded,
    // must come to its end all the same.
    ctx.waitUntil(answer.catch(() => undefined));
    return answer;
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
