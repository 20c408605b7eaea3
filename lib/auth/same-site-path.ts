/** Decides where a person may be sent after signing in: only to a page of this site. */

/** A made-up origin: a path that leaves it leaves ours too. */
const HERE = "http://here.invalid";

/** The path with its query when it stays on this site, else the fallback. */
export function sameSitePath(target: unknown, fallback: string): string {
  if (typeof target !== "string" || !target.startsWith("/") || /[\\\p{Cc}]/u.test(target)) {
    return fallback;
  }
  if (!URL.canParse(target, HERE)) {
    return fallback;
  }
  const url = new URL(target, HERE);
  const path = `${url.pathname}${url.search}`;
  // Dot segments can leave a path that begins with two slashes, which a browser reads as a host.
  return url.origin === HERE && !path.startsWith("//") ? path : fallback;
}
