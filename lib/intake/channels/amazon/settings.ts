/** Decides what an Amazon connection must say, and whether it does. */
import { z } from "zod";
import type { ConnectionField, OpenConnection } from "@/lib/intake/channels/connector";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { findMarketplace, type Region } from "./marketplaces";

/** Amazon itself is the client: its buyers are told by the order's address, and often not at all. */
const CLIENT_CODE = "AMAZON";

export const AMAZON_FIELDS: readonly ConnectionField[] = [
  {
    name: "marketplaces",
    label: "Marketplaces",
    hint: "Country codes of one region, such as US, CA or DE, FR, UK.",
    secret: false,
    required: true,
    options: null,
    initial: "US",
  },
  {
    name: "clientCode",
    label: "Client code",
    hint: "Amazon's orders are this client's. It is made if there is none yet.",
    secret: false,
    required: true,
    options: null,
    initial: CLIENT_CODE,
  },
  {
    name: "clientId",
    label: "LWA client id",
    hint: "From the app's page in Seller Central: amzn1.application-oa2-client…",
    secret: false,
    required: true,
    options: null,
    initial: "",
  },
  {
    name: "clientSecret",
    label: "LWA client secret",
    hint: null,
    secret: true,
    required: true,
    options: null,
    initial: "",
  },
  {
    name: "refreshToken",
    label: "Refresh token",
    hint: "Shown once when the app is authorised: Atzr|…",
    secret: true,
    required: true,
    options: null,
    initial: "",
  },
];

export type AmazonAccount = {
  readonly region: Region;
  readonly countries: readonly string[];
  readonly marketplaceIds: readonly string[];
  readonly clientCode: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
};

const given = (label: string) =>
  z
    .string({ error: `${label} is missing.` })
    .trim()
    .min(1, `${label} is missing.`);

const settingsSchema = z.object({
  marketplaces: given("Marketplaces"),
  clientCode: z.string().trim().max(40).default("").catch(""),
  clientId: given("LWA client id"),
  clientSecret: given("LWA client secret"),
  refreshToken: given("Refresh token"),
});

/** The client that the connection's orders belong to. */
export function amazonClientCode(connection: Pick<OpenConnection, "settings">): string {
  const { clientCode } = connection.settings;
  return (typeof clientCode === "string" && clientCode.trim()) || CLIENT_CODE;
}

/** What tells one account from another: an app has one refresh token in each region. */
export function amazonIdentity(settings: OpenConnection["settings"]): string {
  const [first = ""] = String(settings.marketplaces ?? "").split(/[\s,;]+/);
  return JSON.stringify([settings.clientId ?? null, findMarketplace(first)?.region ?? null]);
}

/** Reads the connection; each issue names its field and the mend. */
export function readAmazonAccount(
  connection: Pick<OpenConnection, "settings" | "secrets">,
): Outcome<AmazonAccount, "settings_invalid"> {
  const parsed = settingsSchema.safeParse({ ...connection.settings, ...connection.secrets });
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      field: String(path[0] ?? ""),
      message,
    }));
    return refuse("settings_invalid", { issues });
  }
  const { marketplaces: list, ...rest } = parsed.data;
  const wrong = (message: string) =>
    refuse("settings_invalid", { issues: [{ field: "marketplaces", message }] });
  const found = [];
  for (const word of list.split(/[\s,;]+/).filter((each) => each !== "")) {
    const marketplace = findMarketplace(word);
    if (!marketplace) {
      return wrong(`"${word}" is no marketplace of Amazon. Give country codes such as US or DE.`);
    }
    found.push(marketplace);
  }
  const [first] = found;
  if (!first) {
    return wrong("Marketplaces is missing.");
  }
  const other = found.find(({ region }) => region !== first.region);
  if (other) {
    return wrong(
      `${first.country} and ${other.country} are in different regions. Make a connection for each.`,
    );
  }
  return accept({
    ...rest,
    clientCode: rest.clientCode || CLIENT_CODE,
    region: first.region,
    countries: found.map(({ country }) => country),
    marketplaceIds: found.map(({ id }) => id),
  });
}
