import "server-only";
import { revalidatePath } from "next/cache";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { isSecure } from "./session-cookie";

const FLASH_COOKIE = "orderflow.flash";
/** Long enough for a slow redirect, short enough not to come back later. */
const FLASH_SECONDS = 15;

const Flash = z.object({
  kind: z.enum(["done", "refused"]),
  code: z.string().max(60),
  data: z
    .record(z.string(), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
    .optional(),
});

/** What a page tells about the form that led to it: a code and the facts its words need. */
export type Flash = z.infer<typeof Flash>;

const Kept = Flash.extend({ at: z.string() });

/** Keeps a message for the page at `path`, which the action redirects to next. */
export async function showAfterRedirect(path: string, flash: Flash): Promise<void> {
  const value = JSON.stringify({ ...flash, at: path });
  (await cookies()).set(FLASH_COOKIE, value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(new Headers(await headers())),
    maxAge: FLASH_SECONDS,
  });
}

/** Ends an action on another page, which is fresh and tells the message. */
export async function leaveTo(path: string, flash: Flash): Promise<never> {
  await showAfterRedirect(path, flash);
  revalidatePath("/", "layout");
  redirect(path);
}

/** The message kept for this page; null when there is none. `path` is what the action redirected to. */
export async function readFlash(path: string): Promise<Flash | null> {
  const text = (await cookies()).get(FLASH_COOKIE)?.value;
  return text === undefined ? null : flashFor(path, text);
}

/** A cookie comes from outside, so anything else than a flash for this path is none. */
export function flashFor(path: string, text: string): Flash | null {
  const parsed = Kept.safeParse(readJson(text));
  if (!parsed.success || parsed.data.at !== path) {
    return null;
  }
  const { at: _at, ...flash } = parsed.data;
  return flash;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
