import "server-only";
import { headers } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { authSecret } from "@/lib/shared/env";
import { newId } from "@/lib/shared/ids";
import type { Outcome } from "@/lib/shared/outcome";
import { clientAddress } from "./client-address";
import { checkCredentials, type SessionProof } from "./credentials";
import { endSession, liveSession } from "./live-session";
import { sameSitePath } from "./same-site-path";
import { proofOf, SESSION_SECONDS, sessionCookie } from "./session-cookie";
import { proveByLink } from "./sign-in-link";

/** Too many tries; the code carries the seconds to wait through next-auth. */
class TooManyTries extends CredentialsSignin {
  constructor(seconds: number) {
    super();
    this.code = `wait_${seconds}`;
  }
}

const SignedIn = z.object({ id: z.string(), version: z.int() });
const SignIn = z.object({ email: z.string(), password: z.string() });

const provider = Credentials({
  credentials: { email: { type: "email" }, password: { type: "password" } },
  async authorize(credentials, request) {
    const { email, password } = SignIn.catch({ email: "", password: "" }).parse(credentials);
    const outcome = await checkCredentials({
      email,
      password,
      address: clientAddress(request.headers),
    });
    return signedInBy(outcome);
  },
});

const Link = z.object({ token: z.string() });

const linkProvider = Credentials({
  id: "link",
  credentials: { token: {} },
  async authorize(credentials, request) {
    const { token } = Link.catch({ token: "" }).parse(credentials);
    return signedInBy(await proveByLink(token, clientAddress(request.headers)));
  },
});

/** What next-auth takes for a proof; null for a wrong one. Throws when the wait is not over. */
function signedInBy(outcome: Outcome<SessionProof>) {
  if (outcome.ok) {
    return { id: outcome.value.userId, version: outcome.value.version };
  }
  const seconds = outcome.refusal.data?.seconds;
  if (typeof seconds === "number") {
    throw new TooManyTries(seconds);
  }
  return null;
}

/** Built for each request: a missing secret fails the request instead of opening it. */
async function authConfig(): Promise<NextAuthConfig> {
  const cookie = sessionCookie(new Headers(await headers()));
  return {
    secret: authSecret(),
    trustHost: true,
    useSecureCookies: cookie.options.secure,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: { sessionToken: cookie },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [provider, linkProvider],
    callbacks: {
      /** The token carries the user, the session and its version only; what a client sends to update it is ignored. */
      async jwt({ token, user }) {
        if (user !== undefined) {
          const signedIn = SignedIn.parse(user);
          return { sub: signedIn.id, version: signedIn.version, session: newId() };
        }
        const proof = proofOf(token);
        const live = proof === null ? null : await liveSession(proof);
        return proof === null || live === null
          ? null
          : { sub: proof.userId, version: proof.version, session: proof.sessionId };
      },
      session: ({ session, token }) => ({
        user: { id: token.sub ?? "" },
        expires: session.expires,
      }),
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return `${baseUrl}${sameSitePath(path, "/")}`;
      },
    },
    events: {
      /** The cookie is gone with the answer; a copy of it must not live on. */
      async signOut(message) {
        const proof = proofOf("token" in message ? message.token : null);
        if (proof !== null) {
          await endSession(proof.sessionId);
        }
      },
    },
    logger: {
      // A wrong password is nothing to log; the counters know of it.
      error(error) {
        if (!(error instanceof CredentialsSignin)) {
          // biome-ignore lint/suspicious/noConsole: an outage of sign-in belongs in the server's log.
          console.error(error);
        }
      },
    },
  };
}

export const { handlers, signIn, signOut } = NextAuth(authConfig);
