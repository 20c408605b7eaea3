import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { authSecret } from "@/lib/shared/env";
import { requiredLine } from "@/lib/shared/fields";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { currencySchema, timeZoneSchema } from "@/lib/shared/places";
import { enterWorkspace, provedWorkspace, withoutWorkspace } from "@/lib/workspaces/context";
import { countAttempt } from "./attempts";
import { EMAIL_LENGTH_MAX } from "./credentials";
import { hashPassword, newPasswordSchema } from "./password";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODE_LETTERS = 10;

/** The code that opens the set-up page of an empty database: known to whoever knows AUTH_SECRET or reads the start's output. */
export function setupCode(secret: string = authSecret()): string {
  const bytes = createHmac("sha256", secret).update("orderflow.setup").digest();
  return Array.from(bytes.subarray(0, CODE_LETTERS), (byte) => BASE32[byte % 32]).join("");
}

/** Compares in constant time; hyphens, blanks and case don't matter. */
export function isSetupCode(given: string, secret: string = authSecret()): boolean {
  const digest = (text: string) => createHmac("sha256", secret).update(text).digest();
  const letters = given.replace(/[\s-]/g, "").toUpperCase();
  return timingSafeEqual(digest(letters), digest(setupCode(secret)));
}

export const setupSchema = z.object({
  code: z.string().default(""),
  company: requiredLine("Company name", 120),
  timeZone: timeZoneSchema,
  currency: currencySchema,
  name: requiredLine("Your name", 120),
  email: z
    .string()
    .trim()
    .max(EMAIL_LENGTH_MAX, "E-mail is too long.")
    .pipe(z.email("E-mail must be an address such as ana@example.com.")),
  password: newPasswordSchema,
});

export type SetupInput = z.output<typeof setupSchema>;

/** Makes the first workspace and its owner. Refused once any workspace exists, whoever was first. */
export async function createFirstWorkspace(
  input: SetupInput,
  from: { readonly address: string; readonly locale: string },
): Promise<Outcome<{ workspaceId: string }, "too_many_tries" | "wrong_code" | "already_set_up">> {
  const wait = await countAttempt([{ kind: "setup", value: from.address }]);
  if (wait !== null) {
    return refuse("too_many_tries", { data: { seconds: wait } });
  }
  if (!isSetupCode(input.code)) {
    return refuse("wrong_code", { field: "code" });
  }
  const passwordHash = await hashPassword(input.password);
  const workspaceId = newId();
  const { company, timeZone, currency, email, name } = input;
  const isFirst = await withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ created: boolean }>(
      sql`select create_workspace(${workspaceId}::uuid, ${company}, ${timeZone}, ${from.locale}, ${currency}, true) as created`,
    );
    if (rows[0]?.created !== true) {
      return false;
    }
    await enterWorkspace(tx, provedWorkspace(workspaceId));
    await tx.execute(
      sql`select add_member(${newId()}::uuid, ${email}, ${name}, ${passwordHash}, 'owner', null, false)`,
    );
    return true;
  });
  return isFirst ? accept({ workspaceId }) : refuse("already_set_up");
}
