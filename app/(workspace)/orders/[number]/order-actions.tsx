import { Ellipsis } from "lucide";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { DetailMenuTrigger } from "@/components/orders/detail-menu-trigger";
import { ButtonLink } from "@/components/ui/button";
import { DialogButton, DialogMenuItem } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { PendingButton } from "@/components/ui/pending-button";
import { sendAsn } from "@/lib/asn/actions";
import { may, type Permission, type Role } from "@/lib/auth/permissions";
import { printBillsOfLading, printLabels, printPackingSlips } from "@/lib/documents/actions";
import { invoiceOrder, payOrder } from "@/lib/invoices/actions";
import {
  archiveOrders,
  cancelOrders,
  closeOrders,
  holdOrders,
  releaseOrders,
  reopenOrders,
} from "@/lib/orders/actions";
import { type OfferFacts, type OrderAction, offersOf } from "@/lib/orders/offers";
import { queueHref } from "@/lib/orders/queue-input";
import { cn } from "@/lib/shared/cn";
import { markAsShipped } from "@/lib/shipments/actions";
import { dialogsOf } from "./order-dialogs";

type FormAction = (form: FormData) => Promise<void>;
type Known = {
  readonly label: string;
  readonly permission: Permission;
  /** None for what a page of its own does. */
  readonly run?: FormAction;
};

const ACTIONS = {
  print_labels: { label: "Print labels", run: printLabels, permission: "documents.print" },
  print_packing_slips: {
    label: "Print packing slips",
    run: printPackingSlips,
    permission: "documents.print",
  },
  print_bills_of_lading: {
    label: "Print bills of lading",
    run: printBillsOfLading,
    permission: "documents.print",
  },
  send_asn: { label: "Send ASN", run: sendAsn, permission: "asn.send" },
  mark_shipped: { label: "Mark as shipped", run: markAsShipped, permission: "shipments.write" },
  invoice: { label: "Create invoice", run: invoiceOrder, permission: "invoices.write" },
  pay: { label: "Record payment", run: payOrder, permission: "invoices.write" },
  edit: { label: "Edit", permission: "orders.write" },
  hold: { label: "Hold", run: holdOrders, permission: "orders.write" },
  release: { label: "Release", run: releaseOrders, permission: "orders.write" },
  queue: { label: "Move in queue", permission: "orders.move" },
  promise: { label: "Promise more units", permission: "orders.read" },
  close: { label: "Close", run: closeOrders, permission: "orders.move" },
  archive: { label: "Archive", run: archiveOrders, permission: "orders.move" },
  cancel: { label: "Cancel order", run: cancelOrders, permission: "orders.move" },
  reopen: { label: "Reopen", run: reopenOrders, permission: "orders.move" },
} as const satisfies Record<OrderAction, Known>;

/** Of the menu: what belongs together stands together. */
const GROUPS: readonly (readonly OrderAction[])[] = [
  ["print_labels", "print_packing_slips", "print_bills_of_lading"],
  ["mark_shipped", "send_asn"],
  ["invoice", "pay"],
  ["queue", "promise", "hold", "release", "close", "reopen", "archive"],
  ["cancel"],
];

type OrderActionsProps = {
  readonly number: string;
  readonly role: Role;
  readonly facts: OfferFacts;
  readonly currency: string;
};

/** The next best step as the page's one primary button, the others beside it or in a menu. */
export function OrderActions({ number, role, facts, currency }: OrderActionsProps) {
  const { primary, others } = offersOf(facts, (action) => may(role, ACTIONS[action].permission));
  const dialogs = dialogsOf(number, facts, currency);
  const hasDialog = (action: OrderAction) => dialogs.some((one) => one.action === action);
  const shown = new Set([...others, ...(primary ? [primary] : [])]);
  const fields = (
    <>
      <input type="hidden" name="order" value={number} />
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <input type="hidden" name="back" value={`/orders/${number}`} />
    </>
  );
  const beside = besideOf(facts).filter((action) => others.includes(action));
  const inMenu = (action: OrderAction) =>
    others.includes(action) && action !== "edit" && !beside.includes(action);
  const groups = GROUPS.map((group) => group.filter(inMenu)).filter((group) => group.length > 0);
  return (
    <>
      <form className="contents">
        {fields}
        {others.includes("edit") ? (
          <ButtonLink href={`/orders/${number}/edit`}>Edit</ButtonLink>
        ) : null}
        {beside.map((action) => (
          <PendingButton key={action} formAction={runOf(action)}>
            {ACTIONS[action].label}
          </PendingButton>
        ))}
        {groups.length > 0 ? (
          <Menu
            trigger={
              <DetailMenuTrigger>
                <Icon of={Ellipsis} />
              </DetailMenuTrigger>
            }
            label="More actions"
            triggerStyle={{ size: "icon" }}
          >
            {groups.map((group) => (
              <Fragment key={group.join()}>
                {group === groups[0] ? null : <hr className="my-1" />}
                {group.map((action) => (
                  <MenuEntry
                    key={action}
                    action={action}
                    order={number}
                    opensDialog={hasDialog(action)}
                  />
                ))}
              </Fragment>
            ))}
          </Menu>
        ) : null}
        <ThumbBar
          primary={primary}
          opensDialog={primary !== null && hasDialog(primary)}
          ships={others.includes("mark_shipped") && isOpen(facts)}
        />
      </form>
      {dialogs
        .filter(({ action }) => shown.has(action))
        .map(({ action, panel }) => (
          <Fragment key={action}>{panel(fields, runOf(action))}</Fragment>
        ))}
    </>
  );
}

/** What most people come for where there is no primary step stands beside the menu, quietly. */
function besideOf({ archiveReason, onHold }: OfferFacts): readonly OrderAction[] {
  return archiveReason !== null ? ["reopen"] : onHold ? ["release"] : [];
}

function runOf(action: OrderAction): FormAction | undefined {
  const known: Known = ACTIONS[action];
  return known.run;
}

/** The page of an action that shows first what it would do. */
function pageOf(action: OrderAction, order: string): string | null {
  switch (action) {
    case "queue":
      return queueHref(order, null, `/orders/${order}`);
    case "promise":
      return `/orders/${encodeURIComponent(order)}/promise`;
    default:
      return null;
  }
}

type EntryProps = {
  readonly action: OrderAction;
  readonly order: string;
  readonly opensDialog: boolean;
};

function MenuEntry({ action, order, opensDialog }: EntryProps): ReactNode {
  const { label } = ACTIONS[action];
  const page = pageOf(action, order);
  if (page !== null) {
    return (
      <Link href={page} className="menu-item">
        {label}
      </Link>
    );
  }
  return opensDialog ? (
    <DialogMenuItem dialog={`dialog-${action}`}>{label}</DialogMenuItem>
  ) : (
    <button type="submit" className="menu-item" formAction={runOf(action)}>
      {label}
    </button>
  );
}

const isOpen = ({ closedAt, archiveReason }: OfferFacts) =>
  closedAt === null && archiveReason === null;

type ThumbBarProps = {
  readonly primary: OrderAction | null;
  readonly opensDialog: boolean;
  /** Whether the order can be shipped without a print: on a phone that is what people are there for. */
  readonly ships: boolean;
};

/** The next step. On a phone it stands above the navigation, in reach of the thumb, with shipping beside it. */
function ThumbBar({ primary, opensDialog, ships }: ThumbBarProps) {
  if (primary === null && !ships) {
    return null;
  }
  return (
    <div
      data-chrome=""
      className={cn(
        "flex gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-md:z-20 max-md:border-t max-md:bg-paper max-md:px-4 max-md:py-2 max-md:[&>button]:flex-1 max-md:[&>button]:px-2",
        primary === null && "md:hidden",
      )}
    >
      {ships ? (
        <DialogButton dialog="dialog-mark_shipped" className="md:hidden">
          {ACTIONS.mark_shipped.label}
        </DialogButton>
      ) : null}
      {primary === null ? null : opensDialog ? (
        <DialogButton dialog={`dialog-${primary}`} variant="primary">
          {ACTIONS[primary].label}
        </DialogButton>
      ) : (
        <PendingButton variant="primary" formAction={runOf(primary)}>
          {ACTIONS[primary].label}
        </PendingButton>
      )}
    </div>
  );
}
