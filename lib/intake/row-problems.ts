/** Decides what a row's message says when the database can't take its order: what is wrong, and the mend. */
import type { EditRefusal } from "@/lib/orders/edit-check";
import type { OrderInput } from "@/lib/orders/input";
import type { Tab } from "@/lib/orders/lifecycle";
import type { Refusal } from "@/lib/shared/outcome";

const OTHERWISE = "create it, or let the import create missing clients and products.";

export function unknownClientText({ code, name }: OrderInput["client"]): string {
  const who = name && name !== code ? `${name} (${code})` : code;
  return `Client ${who} is unknown: ${OTHERWISE}`;
}

export function unknownProductText(sku: string): string {
  return `Product ${sku} is unknown: ${OTHERWISE}`;
}

export function notOpenText(number: string, tab: Tab): string {
  return `${number} is ${tab} here, and the file says something else. Reopen it first, or take its rows out of the file.`;
}

export function otherClientText(number: string): string {
  return `${number} belongs to another client here. Take its rows out of the file, or mend the client.`;
}

const EDIT_TEXT: Readonly<Record<EditRefusal, (data: NonNullable<Refusal["data"]>) => string>> = {
  below_shipped: ({ shipped }) =>
    `has ${shipped} of this shipped or closed short. Ask for at least that.`,
  allowance_used: ({ beyond }) =>
    `has ${beyond} more shipped than the file asks for. Ask for at least that.`,
  in_production: ({ line }) =>
    `has its line ${line} made for it already. Leave the line as it was.`,
  in_shipment: ({ line }) =>
    `has its line ${line} in a shipment. Void the shipment first, or leave the line as it was.`,
  archived: () => "is archived here. Take its rows out of the file.",
  changed_meanwhile: () => "was changed meanwhile. Check the file again.",
  not_found: () => "is gone. Check the file again.",
  unknown_product: ({ sku }) => `needs product ${sku}, which is unknown. Create it first.`,
  unknown_line: () => "has other lines by now. Check the file again.",
  no_lines: () => "would have no lines left. Take its rows out of the file.",
};

export function editText(number: string, { code, data = {} }: Refusal<EditRefusal>): string {
  return `${number} ${EDIT_TEXT[code](data)}`;
}
