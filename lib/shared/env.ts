import "server-only";
import { z } from "zod";

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const optionalAddress = z
  .url({ protocol: /^https?$/ })
  .optional()
  .or(z.literal("").transform(() => undefined));

/** A whole number from 1; empty is the usual one. */
const rate = (usual: number) =>
  z.preprocess(
    (text) => (text === "" || text === undefined ? usual : text),
    z.coerce.number().int().min(1),
  );

const Environment = z.object({
  DATABASE_URL: optionalText,
  DATABASE_DRIVER: z
    .enum(["pglite", "postgres", "neon"])
    .optional()
    .or(z.literal("").transform(() => undefined)),
  DATA_DIR: optionalText.transform((folder) => folder ?? ".data/main"),
  AUTH_SECRET: optionalText,
  AUTH_URL: optionalAddress,
  NEON_WS_PROXY: optionalText,
  SLOW_QUERY_MS: rate(Number.MAX_SAFE_INTEGER).transform((ms) =>
    ms === Number.MAX_SAFE_INTEGER ? undefined : ms,
  ),
  CRON_SECRET: optionalText,
  SIGN_UP: z
    .enum(["on", "off"])
    .optional()
    .or(z.literal("").transform(() => undefined)),
  API_CALLS_PER_SECOND: rate(100),
  API_BURST: rate(2000),
  MAIL_FROM: optionalText,
  SMTP_URL: optionalText,
  MAIL_API_URL: optionalAddress,
  MAIL_API_KEY: optionalText,
  SHOPIFY_ORIGIN: optionalAddress,
  SPAPI_ORIGIN: optionalAddress,
  LWA_ORIGIN: optionalAddress,
  WAYFAIR_ORIGIN: optionalAddress,
  WAYFAIR_SSO_ORIGIN: optionalAddress,
});

export type Environment = z.infer<typeof Environment>;

/** A setting is missing or wrong; the message names it and never repeats its value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const meanings: Readonly<Record<keyof Environment, string>> = {
  DATABASE_URL: "a Postgres address",
  DATABASE_DRIVER: "pglite, postgres or neon",
  DATA_DIR: "a folder",
  AUTH_SECRET: "a long random text",
  AUTH_URL: "the address people open, such as https://orders.example.com",
  NEON_WS_PROXY: "a host and port",
  SLOW_QUERY_MS: "a whole number from 1",
  CRON_SECRET: "a long random text",
  SIGN_UP: "on or off",
  API_CALLS_PER_SECOND: "a whole number from 1",
  API_BURST: "a whole number from 1",
  MAIL_FROM: "a sender such as Orders <orders@example.com>",
  SMTP_URL: "an address such as smtps://user:password@mail.example.com",
  MAIL_API_URL: "the address of a mail service",
  MAIL_API_KEY: "the key of the mail service",
  SHOPIFY_ORIGIN: "an address, for tests only",
  SPAPI_ORIGIN: "an address, for tests only",
  LWA_ORIGIN: "an address, for tests only",
  WAYFAIR_ORIGIN: "an address, for tests only",
  WAYFAIR_SSO_ORIGIN: "an address, for tests only",
};

/** Reads the settings; throws one readable list of what is wrong. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = Environment.safeParse(source);
  if (parsed.success) {
    return parsed.data;
  }
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const wrong = Object.entries(meanings).filter(([name]) => names.has(name));
  const list = wrong.map(([name, meaning]) => `${name} must be ${meaning}.`);
  throw new EnvironmentError(`The environment is not usable. ${list.join(" ")}`);
}

/** The settings of this process. */
export function environment(): Environment {
  return readEnvironment(process.env);
}

const SECRET_LENGTH_MIN = 32;

/** The key that signs sessions; throws a sentence that says how to make one. */
export function authSecret(settings: Environment = environment()): string {
  const advice = "Make one with: openssl rand -base64 33";
  if (settings.AUTH_SECRET === undefined) {
    throw new EnvironmentError(`AUTH_SECRET is not set; sessions can't be signed. ${advice}`);
  }
  if (settings.AUTH_SECRET.length < SECRET_LENGTH_MIN) {
    throw new EnvironmentError(
      `AUTH_SECRET is shorter than ${SECRET_LENGTH_MIN} characters. ${advice}`,
    );
  }
  return settings.AUTH_SECRET;
}
