/** Decides what a Wayfair connection must say, and whether it does. */
import { z } from "zod";
import type { ConnectionField, OpenConnection } from "@/lib/intake/channels/connector";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

/** Wayfair orders and pays; its customer is only the address. */
const CLIENT_CODE = "WAYFAIR";

export const WAYFAIR_FIELDS: readonly ConnectionField[] = [
  {
    name: "environment",
    label: "Environment",
    hint: "The sandbox holds Wayfair's test orders.",
    secret: false,
    required: true,
    options: [
      { value: "production", label: "Production" },
      { value: "sandbox", label: "Sandbox" },
    ],
    initial: "production",
  },
  {
    name: "currency",
    label: "Currency",
    hint: "What Wayfair pays you in: its purchase orders don't say.",
    secret: false,
    required: true,
    options: ["USD", "CAD", "GBP", "EUR"].map((code) => ({ value: code, label: code })),
    initial: "USD",
  },
  {
    name: "acceptance",
    label: "Accept purchase orders",
    hint: "Wayfair wants each one accepted before it ships.",
    secret: false,
    required: true,
    options: [
      { value: "on_arrival", label: "As they arrive" },
      { value: "by_hand", label: "By hand, in Partner Home" },
    ],
    initial: "on_arrival",
  },
  {
    name: "shipsOn",
    label: "Ships on",
    hint: "On Wayfair's carrier account each order is registered for shipment before its notice.",
    secret: false,
    required: true,
    options: [
      { value: "own", label: "Your own carrier account" },
      { value: "wayfair", label: "Wayfair's carrier account" },
    ],
    initial: "own",
  },
  {
    name: "clientCode",
    label: "Client code",
    hint: "Wayfair's orders are this client's. It is made if there is none yet.",
    secret: false,
    required: true,
    options: null,
    initial: CLIENT_CODE,
  },
  {
    name: "clientId",
    label: "Client id",
    hint: "From Partner Home, Developer, Applications.",
    secret: false,
    required: true,
    options: null,
    initial: "",
  },
  {
    name: "clientSecret",
    label: "Client secret",
    hint: null,
    secret: true,
    required: true,
    options: null,
    initial: "",
  },
];

const given = (label: string) =>
  z
    .string({ error: `${label} is missing.` })
    .trim()
    .min(1, `${label} is missing.`);

const accountSchema = z.object({
  environment: z.enum(["production", "sandbox"]).default("production").catch("production"),
  acceptance: z.enum(["on_arrival", "by_hand"]).default("on_arrival").catch("on_arrival"),
  shipsOn: z.enum(["own", "wayfair"]).default("own").catch("own"),
  clientId: given("Client id"),
  clientSecret: given("Client secret"),
});

export type WayfairAccount = z.output<typeof accountSchema>;

/** Reads the connection; each issue names its field and the mend. */
export function readWayfairAccount(
  connection: Pick<OpenConnection, "settings" | "secrets">,
): Outcome<WayfairAccount, "settings_invalid"> {
  const parsed = accountSchema.safeParse({ ...connection.settings, ...connection.secrets });
  if (parsed.success) {
    return accept(parsed.data);
  }
  const issues = parsed.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? ""),
    message,
  }));
  return refuse("settings_invalid", { issues });
}

/** What tells one account from another: an application is one supplier's, in one environment. */
export function wayfairIdentity({ clientId, environment }: OpenConnection["settings"]): string {
  return JSON.stringify([clientId ?? null, environment ?? null]);
}

/** Whose orders they are and in which currency: what a purchase order does not say itself. */
export function wayfairTerms({ settings }: Pick<OpenConnection, "settings">): {
  clientCode: string;
  currency: string;
} {
  const { clientCode, currency } = settings;
  return {
    clientCode: (typeof clientCode === "string" && clientCode.trim()) || CLIENT_CODE,
    currency: (typeof currency === "string" && currency.trim()) || "USD",
  };
}
