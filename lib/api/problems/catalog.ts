/** Decides which problem codes there are: the one home of them, for answers, for the document and for their pages. */
import type { ProblemEntry } from "./entry";
import { FILE_PROBLEMS } from "./file";
import { ORDER_PROBLEMS } from "./order";
import { REQUEST_PROBLEMS } from "./request";
import { SHIPMENT_PROBLEMS } from "./shipment";
import { STOCK_PROBLEMS } from "./stock";

const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...ORDER_PROBLEMS,
  ...SHIPMENT_PROBLEMS,
  ...STOCK_PROBLEMS,
  ...FILE_PROBLEMS,
} satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof PROBLEMS;

const BY_CODE: ReadonlyMap<string, ProblemEntry> = new Map(Object.entries(PROBLEMS));

/** Null for a code that has no page. */
export function findProblem(code: string): ProblemEntry | null {
  return BY_CODE.get(code) ?? null;
}

/** The codes as their pages are listed: by what they are about. */
export const CHAPTERS: readonly { readonly title: string; readonly codes: readonly string[] }[] = [
  { title: "Any request", codes: Object.keys(REQUEST_PROBLEMS) },
  { title: "Orders, moves and money", codes: Object.keys(ORDER_PROBLEMS) },
  { title: "Shipments and ASNs", codes: Object.keys(SHIPMENT_PROBLEMS) },
  { title: "Clients, products, stock and production", codes: Object.keys(STOCK_PROBLEMS) },
  { title: "Imported files", codes: Object.keys(FILE_PROBLEMS) },
];

/** The path of a code's page: the `type` of its problems. */
export function problemPage(code: string): string {
  return `/docs/api/problems/${code}`;
}
