import type { BulkAction } from "@/components/orders/bulk-bar";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { sendAsn } from "@/lib/asn/actions";
import { may, type Permission, type Role } from "@/lib/auth/permissions";
import { printBillsOfLading, printLabels, printPackingSlips } from "@/lib/documents/actions";
import { archiveOrders, cancelOrders, closeOrders, reopenOrders } from "@/lib/orders/actions";
import type { Tab } from "@/lib/orders/lifecycle";
import { askQueueMove } from "@/lib/orders/queue-actions";
import { makeAction } from "@/lib/production/actions";

type Guarded = BulkAction & { readonly permission: Permission };

const PRINT: readonly Guarded[] = [
  { label: "Print labels", run: printLabels, variant: "primary", permission: "documents.print" },
  { label: "Print packing slips", run: printPackingSlips, permission: "documents.print" },
  { label: "Print bills of lading", run: printBillsOfLading, permission: "documents.print" },
];

const MAKE: Guarded = { label: "Make", run: makeAction, permission: "production.write" };

const QUEUE: Guarded = {
  label: "Move in queue",
  run: askQueueMove,
  permission: "orders.move",
};

const CLOSE: Guarded = {
  label: "Close",
  run: closeOrders,
  permission: "orders.move",
  confirm: {
    title: "Close {orders}",
    body: "What has not been shipped of them is short-closed: it is no longer owed. Undo takes it back.",
  },
};

const ARCHIVE: Guarded = {
  label: "Archive",
  run: archiveOrders,
  permission: "orders.move",
  confirm: {
    title: "Archive {orders} as not to be fulfilled",
    body: "Their reservations are released. Undo takes it back.",
    fields: (
      <Field label="Why will they not be fulfilled?">
        {(control) => <Textarea {...control} name="note" rows={2} maxLength={1000} />}
      </Field>
    ),
  },
};

const CANCEL: Guarded = {
  label: "Cancel order",
  run: cancelOrders,
  variant: "danger",
  permission: "orders.move",
  confirm: {
    title: "Cancel {orders}",
    body: "They move to Archived and their reservations are released. Undo takes it back.",
  },
};

const ASN: Guarded = {
  label: "Send ASN",
  run: sendAsn,
  variant: "primary",
  permission: "asn.send",
};
const REOPEN: Guarded = { label: "Reopen", run: reopenOrders, permission: "orders.move" };
const PRINT_AGAIN = PRINT.map((action) => ({ ...action, variant: "quiet" as const }));

const ACTIONS = {
  open: [...PRINT, MAKE, QUEUE, CLOSE, ARCHIVE, CANCEL],
  closed: [ASN, ...PRINT_AGAIN, ARCHIVE, REOPEN],
  archived: [REOPEN, ...PRINT_AGAIN],
} as const satisfies Record<Tab, readonly Guarded[]>;

/** What can be done with selected orders of a tab by a role. */
export function bulkActionsOf(tab: Tab, role: Role): BulkAction[] {
  const actions: readonly Guarded[] = ACTIONS[tab];
  return actions
    .filter((action) => may(role, action.permission))
    .map(({ permission: _permission, ...action }) => action);
}
