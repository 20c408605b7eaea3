import "server-only";
import { z } from "zod";
import { ChannelError } from "@/lib/intake/channels/http";
import { askWayfair } from "./client";
import type { WayfairAccount } from "./settings";
import { instantOf, wayfairTime } from "./times";

const itemsSchema = z
  .array(z.object({ key: z.string().nullish(), message: z.string().nullish() }))
  .nullish();

export const transactionSchema = z.object({
  handle: z.string().min(1),
  status: z.enum(["NEW", "PROCESSING", "ERROR", "COMPLETE"]),
  submittedAt: z.string().nullish(),
  errors: itemsSchema,
  completed: itemsSchema,
  processing: itemsSchema,
});

/** What Wayfair answers every change with: it is done later, or not at all. */
export type Transaction = z.output<typeof transactionSchema>;

export const TRANSACTION_FIELDS =
  "id handle status submittedAt completedAt errorCount errors { key message } completed { key message } processing { key message }";

const PAGE = 100;
const PAGES_MAX = 50;

const listSchema = z.object({ transactions: z.array(transactionSchema).nullable() });

/** The enum and input types of filters have no published names, so they are written out, never passed as variables. */
async function listTransactions(
  account: WayfairAccount,
  filter: string,
  offset: number,
): Promise<readonly Transaction[]> {
  const query = `{
    transactions(
      filters: [${filter}], ordering: [{ desc: "submittedAt" }], limit: ${PAGE}, offset: ${offset}
    ) { ${TRANSACTION_FIELDS} }
  }`;
  return (await askWayfair(account, query, {}, listSchema)).transactions ?? [];
}

export async function findTransaction(
  account: WayfairAccount,
  handle: string,
): Promise<Transaction | null> {
  const filter = `{ field: handle, equals: ${JSON.stringify(handle)} }`;
  const found = await listTransactions(account, filter, 0);
  return found.find((transaction) => transaction.handle === handle) ?? null;
}

/** All transactions about a purchase order since an instant, the newest first. Wayfair can't be asked by order. */
export async function transactionsOf(
  account: WayfairAccount,
  poNumber: string,
  since: Date,
): Promise<readonly Transaction[]> {
  const from = JSON.stringify(wayfairTime(since));
  const filter = `{ field: submittedAt, greaterThanOrEqualTo: ${from} }`;
  const found: Transaction[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const listed = await listTransactions(account, filter, page * PAGE);
    found.push(...listed.filter((transaction) => isAbout(transaction, poNumber)));
    if (listed.length < PAGE) {
      return found;
    }
  }
  throw new ChannelError(
    "Wayfair has too many transactions since this purchase order to look through. Look in Partner Home whether it is shipped there.",
  );
}

function isAbout({ errors, completed, processing }: Transaction, poNumber: string): boolean {
  return [errors, completed, processing].some((items) =>
    (items ?? []).some(({ key }) => key === poNumber),
  );
}

export function submittedBefore({ submittedAt }: Transaction, at: Date): boolean {
  const submitted = instantOf(submittedAt);
  return submitted !== null && submitted < at;
}

/** Why Wayfair did not do it, in its own words. */
export function transactionProblem({ errors }: Transaction): string {
  const words = (errors ?? []).flatMap(({ message }) => message || []).join(" ");
  return words === ""
    ? "Wayfair refused without a reason."
    : `Wayfair says: ${words.slice(0, 300)}`;
}
