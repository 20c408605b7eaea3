/** Decides how a failed connection is told to a person, without ever repeating the password. */
import { DatabaseUnavailableError } from "./driver";

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: check the host and the port.",
  ENOTFOUND: "That host name is not known: check the host.",
  EAI_AGAIN: "That host name could not be looked up: check the host and the network.",
  EHOSTUNREACH: "That host can't be reached: check the host and the network.",
  ETIMEDOUT: "It did not answer in time: check the host, the port and the firewall.",
  ECONNRESET: "It closed the connection: check the port and whether it asks for TLS.",
  "28P01": "The user name or the password is wrong.",
  "28000": "This user may not connect.",
  "3D000": "That database does not exist: create it, or check its name.",
  "42501": "This user lacks the right to connect.",
  "53300": "It has no free connection left.",
  "57P03": "It is starting up or shutting down: try again in a moment.",
};

/** One plain sentence or two; `place` comes from `describePlace`. */
export function describeConnectionFailure(error: unknown, place: string): string {
  const reason = sentences[failureCode(error)] ?? "It could not be opened: check DATABASE_URL.";
  return `Can't connect to the database ${place} (from DATABASE_URL). ${reason}`;
}

function failureCode(error: unknown): string {
  if (!(error instanceof Error)) {
    return "";
  }
  if (error instanceof AggregateError && error.errors.length > 0) {
    return failureCode(error.errors[0]);
  }
  if ("code" in error && typeof error.code === "string") {
    return error.code;
  }
  if (/timeout/i.test(error.message)) {
    return "ETIMEDOUT";
  }
  if (/terminated unexpectedly/i.test(error.message)) {
    return "ECONNRESET";
  }
  return error.cause === undefined ? "" : failureCode(error.cause);
}

/** `user@host:port/database` of a connection address, without its password and options. */
export function describePlace(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseUnavailableError(
      "DATABASE_URL is not a Postgres address. It looks like postgres://user:password@host:5432/database.",
    );
  }
  const user = parsed.username ? `${decodeURIComponent(parsed.username)}@` : "";
  return `${user}${parsed.hostname}:${parsed.port || "5432"}${parsed.pathname}`;
}
