/** Decides how an entry of the audit log reads, and which kinds of acts there are. */
import { ROLE_WORDS } from "@/components/auth/role-words";
import { formatDay, isDay } from "@/lib/shared/dates";
import { formatMinor } from "@/lib/shared/money";

type Data = Readonly<Record<string, unknown>>;
type Sentence = (subject: string, data: Data) => string;

const roleWord = (role: unknown) =>
  Object.entries(ROLE_WORDS).find(([known]) => known === role)?.[1] ?? String(role);

/** Every act, by kind; what it says follows the name of who did it. */
const ACTS = {
  users: {
    user_invited: (subject, { role }) => `invited ${subject} as ${roleWord(role)}`,
    invitation_renewed: (subject) => `made a new link for the invitation of ${subject}`,
    invitation_revoked: (subject) => `revoked the invitation of ${subject}`,
    invitation_accepted: (_subject, { role }) => `joined as ${roleWord(role)}`,
    role_changed: (subject, { before, after }) =>
      `made ${subject} ${roleWord(after)} (was ${roleWord(before)})`,
    user_disabled: (subject) => `disabled ${subject}`,
    user_enabled: (subject) => `enabled ${subject}`,
  },
  workspace: {
    workspace_changed: () => "changed the workspace's settings",
    workspace_created: (subject) => `created the workspace ${subject}`,
    sample_data_added: () => "added sample data",
    sample_data_removed: () => "removed the sample data",
  },
  automation: {
    policy_saved: (subject) => `saved ${subject} of the automation policy`,
  },
  clients: {
    client_created: (subject) => `created the client ${subject}`,
    client_changed: (subject) => `changed the client ${subject}`,
    portal_prices_shown: (subject) => `lets ${subject} see prices in the portal`,
    portal_prices_hidden: (subject) => `hid prices from ${subject} in the portal`,
  },
  products: {
    product_created: (subject) => `created the product ${subject}`,
    product_changed: (subject) => `changed the product ${subject}`,
  },
  receipts: {
    receipt_expected: (subject, { quantity }) => `expects ${quantity} with ${subject}`,
    receipt_received: (subject, { quantity }) => `received ${quantity} with ${subject}`,
    receipt_changed: (subject) => `changed the receipt ${subject}`,
    receipt_closed: (subject, { left }) => `expects no more of ${subject} (${left} were left)`,
    receipt_reopened: (subject, { left }) => `expects the other ${left} of ${subject} again`,
  },
  connections: {
    connection_added: (subject) => `connected ${subject}`,
    connection_changed: (subject) => `changed the connection ${subject}`,
    connection_pause: (subject) => `paused the connection ${subject}`,
    connection_resume: (subject) => `resumed the connection ${subject}`,
    connection_disconnect: (subject) => `disconnected ${subject}`,
    connection_secret_rotated: (subject) => `renewed the secret of the connection ${subject}`,
  },
  messages: {
    messages_changed: () => "changed which messages clients get",
    message_resent: (subject) => `sent the message to ${subject} again`,
  },
  keys: {
    api_key_created: (subject) => `made the API key ${subject}`,
    api_key_rolled: (subject) => `rolled the API key ${subject}`,
    api_key_revoked: (subject) => `revoked the API key ${subject}`,
    webhook_added: (subject) => `added the webhook endpoint ${subject}`,
    webhook_changed: (subject) => `changed the webhook endpoint ${subject}`,
    webhook_switched_on: (subject) => `switched the webhook endpoint ${subject} on`,
    webhook_switched_off: (subject) => `switched the webhook endpoint ${subject} off`,
    webhook_secret_rotated: (subject) => `rotated the secret of the webhook endpoint ${subject}`,
    webhook_overlap_ended: (subject) => `ended the old secret of the webhook endpoint ${subject}`,
    webhook_removed: (subject) => `removed the webhook endpoint ${subject}`,
  },
} satisfies Record<string, Record<string, Sentence>>;

export type AuditKind = keyof typeof ACTS;

const KIND_WORDS = {
  users: "Users",
  workspace: "Workspace",
  automation: "Automation",
  clients: "Clients",
  products: "Products",
  receipts: "Expected receipts",
  connections: "Connections",
  messages: "Messages",
  keys: "API and webhooks",
} satisfies Record<AuditKind, string>;

export const KIND_OPTIONS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }));

/** The actions of a kind; null for a kind that we do not know. */
export function actionsOf(kind: string | undefined): string[] | null {
  const [, acts] = Object.entries(ACTS).find(([known]) => known === kind) ?? [];
  return acts === undefined ? null : Object.keys(acts);
}

const SENTENCES: Readonly<Record<string, Sentence>> = Object.assign({}, ...Object.values(ACTS));

/** What was done. An act without words of its own reads as its name. */
export function actText(action: string, subject: string, data: Data): string {
  return SENTENCES[action]?.(subject, data) ?? `${action.replaceAll("_", " ")}: ${subject}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: "Name",
  code: "Code",
  timeZone: "Time zone",
  locale: "Dates and numbers",
  currency: "Currency",
  paper: "Paper",
  orderPrefix: "Order number prefix",
  nextNumber: "Next number",
  gs1Prefix: "GS1 company prefix",
  shipFrom: "Ships from",
  shipComplete: "Ship complete orders only",
  shipTo: "Ships to",
  billTo: "Bills to",
  contacts: "Contacts",
  allowPartial: "Partial shipments",
  sku: "SKU",
  kind: "Kind",
  tracked: "Stock is tracked",
  made: "Made here",
  gtin: "GTIN",
  leadTimeDays: "Lead time in days",
  unitPriceMinor: "Unit price",
  reference: "Reference",
  quantity: "Quantity",
  dueOn: "Due",
  dispatchOn: "Dispatch on",
  closeOn: "Close on",
  archiveOnAsn: "Archive on ASN",
  archiveOnCompleted: "Archive when completed",
  paused: "Paused",
};

const VALUE_MAX = 120;

export type ChangeText = {
  readonly field: string;
  readonly before: string;
  readonly after: string;
};

/** The fields that an entry says were changed, before and after. */
export function changeTexts(
  { changes }: Data,
  money: { readonly currency: string; readonly locale: string },
): ChangeText[] {
  if (typeof changes !== "object" || changes === null) {
    return [];
  }
  return Object.entries(changes).flatMap(([field, pair]) => {
    const [before, after] = Array.isArray(pair) ? pair : [];
    const text = (value: unknown) => valueText(field, value, money);
    const label = FIELD_WORDS[field] ?? field;
    return [{ field: label, before: text(before), after: text(after) }];
  });
}

function valueText(
  field: string,
  value: unknown,
  { currency, locale }: { readonly currency: string; readonly locale: string },
): string {
  if (value === null || value === undefined || value === "") {
    return "nothing";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (typeof value === "number" && field.endsWith("Minor")) {
    return formatMinor(value, currency, locale);
  }
  if (typeof value === "string" && isDay(value)) {
    return formatDay(value, locale);
  }
  const text = String(value).replaceAll("_", " ");
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX - 1)}…` : text;
}
