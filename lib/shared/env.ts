import "server-only";
import { z } from "zod";

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const Environment = z.object({
  DATABASE_URL: optionalText,
  DATABASE_DRIVER: z
    .enum(["pglite", "postgres", "neon"])
    .optional()
    .or(z.literal("").transform(() => undefined)),
  DATA_DIR: optionalText.transform((folder) => folder ?? ".data/main"),
  AUTH_SECRET: optionalText,
  AUTH_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .or(z.literal("").transform(() => undefined)),
  NEON_WS_PROXY: optionalText,
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
