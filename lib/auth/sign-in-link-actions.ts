"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { mailIsSetUp } from "@/lib/mail/send";
import { accept, refuse } from "@/lib/shared/outcome";
import { countAttempt } from "./attempts";
import { clientAddress } from "./client-address";
import { publicAction } from "./guarded-action";
import { emailSchema } from "./invitations";
import { openSessionByLink } from "./open-session";
import { sameSitePath } from "./same-site-path";
import { mailSignInLink } from "./sign-in-link";
import { mailedAddress } from "./site-address";

/** Answers the same for every address. */
export const requestSignInLinkAction = publicAction(
  z.object({ email: emailSchema, callbackUrl: z.string().max(2000).optional() }),
  async ({ email, callbackUrl }) => {
    const asked = new Headers(await headers());
    const site = mailedAddress(asked);
    if (!mailIsSetUp() || site === null) {
      notFound();
    }
    const wait = await countAttempt([
      { kind: "link_account", value: email.toLowerCase() },
      { kind: "link_address", value: clientAddress(asked) },
    ]);
    if (wait !== null) {
      return refuse("too_many_tries", { data: { seconds: wait } });
    }
    after(() => mailSignInLink(email, { site, back: sameSitePath(callbackUrl, "") }));
    return accept({ email });
  },
);

/** Uses the link up. Opening it does not: scanners of mail open every link. */
export const signInByLinkAction = publicAction(
  z.object({ token: z.string().max(100), callbackUrl: z.string().max(2000).optional() }),
  async ({ token, callbackUrl }) =>
    (await openSessionByLink(token)) ?? redirect(sameSitePath(callbackUrl, "/")),
);
