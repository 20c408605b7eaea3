import { Ellipsis } from "lucide";
import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { DialogMenuItem, DialogPanel } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { PendingButton } from "@/components/ui/pending-button";
import type { Tab } from "@/lib/orders/lifecycle";
import type { ShipmentView } from "@/lib/orders/shipment-views";
import { cn } from "@/lib/shared/cn";
import { DOCUMENT_WORDS } from "./words";

type FormAction = (form: FormData) => Promise<void>;

/** What can be done with a shipment; null where the person may not. */
export type ShipmentActs = {
  readonly print: FormAction | null;
  readonly handOver: FormAction | null;
  readonly deliver: FormAction | null;
  readonly takeBackDelivery: FormAction | null;
  readonly sendAsn: FormAction | null;
  readonly cancelAsn: FormAction | null;
  readonly makeVoid: FormAction | null;
  readonly undoVoid: FormAction | null;
};

type ShipmentActionsProps = {
  readonly order: string;
  readonly tab: Tab;
  readonly shipment: ShipmentView;
  readonly acts: ShipmentActs;
};

const KINDS = ["label", "packing_slip", "bill_of_lading"] as const;

/** What comes next stands open, the rest in a menu; what takes something back asks first. */
export function ShipmentActions({ order, tab, shipment, acts }: ShipmentActionsProps) {
  if (Object.values(acts).every((act) => act === null)) {
    return null;
  }
  const { number, state, handedOverAt, deliveredAt, asn } = shipment;
  const isDraft = state === "draft";
  const isOut = asn?.state === "sent" || asn?.state === "accepted";
  const change = `/shipments/${encodeURIComponent(number)}`;
  const fields = (
    <>
      <input type="hidden" name="shipment" value={number} />
      <input type="hidden" name="order" value={order} />
      <input type="hidden" name="back" value={`/orders/${order}`} />
    </>
  );
  if (state === "voided") {
    return acts.undoVoid && tab === "open" ? (
      <form action={acts.undoVoid} className="mt-2.5">
        {fields}
        <PendingButton size="sm" variant="ghost">
          Undo void
          <Of number={number} />
        </PendingButton>
      </form>
    ) : null;
  }
  const sends = !isDraft && !isOut ? acts.sendAsn : null;
  const cancels = isOut && asn?.format !== "channel" ? acts.cancelAsn : null;
  const voids = deliveredAt || isOut || tab === "archived" ? null : acts.makeVoid;
  const delivery = deliveredAt ? acts.takeBackDelivery : acts.deliver;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-2">
      {isDraft && acts.print ? (
        <PrintForm print={acts.print} kind="label" fields={fields}>
          <PendingButton size="sm">
            Print label
            <Of number={number} />
          </PendingButton>
        </PrintForm>
      ) : null}
      {isDraft && acts.handOver ? (
        <form action={acts.handOver}>
          {fields}
          <PendingButton size="sm">
            Mark as shipped
            <Of number={number} />
          </PendingButton>
        </form>
      ) : null}
      {isDraft && acts.makeVoid ? (
        <ButtonLink size="sm" href={change} className="max-md:hidden">
          Edit
          <Of number={number} />
        </ButtonLink>
      ) : null}
      {!isDraft && delivery ? (
        <form action={delivery}>
          {fields}
          <PendingButton size="sm" variant={deliveredAt ? "ghost" : "quiet"}>
            {deliveredAt ? "Not delivered after all" : "Mark as delivered"}
            <Of number={number} />
          </PendingButton>
        </form>
      ) : null}
      <Menu
        trigger={<Icon of={Ellipsis} />}
        label={`More actions for ${number}`}
        triggerStyle={{ size: "sm", variant: "ghost" }}
        placement="start"
      >
        {KINDS.map((kind) =>
          acts.print && !(isDraft && kind === "label") ? (
            <PrintForm key={kind} print={acts.print} kind={kind} fields={fields}>
              <button type="submit" className="menu-item">
                Print {(DOCUMENT_WORDS[kind] ?? kind).toLowerCase()}
              </button>
            </PrintForm>
          ) : null,
        )}
        {!isDraft && handedOverAt === null && acts.handOver ? (
          <form action={acts.handOver}>
            {fields}
            <button type="submit" className="menu-item">
              Mark as handed over
            </button>
          </form>
        ) : null}
        {sends ? (
          <form action={sends}>
            {fields}
            <button type="submit" className="menu-item">
              Send ASN
            </button>
          </form>
        ) : null}
        {acts.makeVoid ? (
          <Link
            href={change}
            className={cn("menu-item", isDraft && "md:hidden")}
            aria-label={isDraft ? `Edit: ${number}` : undefined}
          >
            {isDraft ? "Edit" : "Change carrier or tracking"}
          </Link>
        ) : null}
        {cancels ? <DialogMenuItem dialog={`asn-${number}`}>Cancel ASN</DialogMenuItem> : null}
        {voids ? <DialogMenuItem dialog={`void-${number}`}>Make void</DialogMenuItem> : null}
      </Menu>
      {cancels ? (
        <AskFirst
          id={`asn-${number}`}
          title={`Cancel the ASN of ${number}`}
          text="An X12 856 that takes it back is written for the partner. An order that is archived because of it is closed again."
          submit="Cancel ASN"
          action={cancels}
          fields={fields}
        />
      ) : null}
      {voids ? (
        <AskFirst
          id={`void-${number}`}
          title={isDraft ? `Make ${number} void: what it holds is free again` : voidTitle(number)}
          text={voidText(isDraft, tab === "closed", order)}
          submit="Make void"
          action={voids}
          fields={fields}
        />
      ) : null}
    </div>
  );
}

const voidTitle = (number: string) => `Make ${number} void: its stock comes back`;

function voidText(isDraft: boolean, isClosed: boolean, order: string): string {
  const numbers = "Its numbers stay taken, as void.";
  if (isDraft) {
    return numbers;
  }
  return isClosed
    ? `What it shipped is owed again and ${order} is open again. ${numbers}`
    : `What it shipped is owed again. ${numbers}`;
}

/** Buttons of a list say the same; who hears them alone has to know whose they are. */
function Of({ number }: { number: string }) {
  return <span className="sr-only">: {number}</span>;
}

type PrintFormProps = {
  readonly print: FormAction;
  readonly kind: (typeof KINDS)[number];
  readonly fields: ReactNode;
  readonly children: ReactNode;
};

function PrintForm({ print, kind, fields, children }: PrintFormProps) {
  return (
    <form action={print}>
      {fields}
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      {children}
    </form>
  );
}

type AskFirstProps = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly action: FormAction;
  readonly fields: ReactNode;
};

function AskFirst({ id, title, text, submit, action, fields }: AskFirstProps) {
  return (
    <DialogPanel id={id} title={title}>
      <form action={action}>
        {fields}
        <p className="text-muted">{text}</p>
        <div className="mt-5 flex justify-end max-md:[&>button]:w-full">
          <PendingButton variant="danger">{submit}</PendingButton>
        </div>
      </form>
    </DialogPanel>
  );
}
