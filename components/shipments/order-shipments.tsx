import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { NoticeView } from "@/lib/intake/channels/notices";
import type { Tab } from "@/lib/orders/lifecycle";
import type { ShipmentView } from "@/lib/orders/shipment-views";
import { type Day, formatDay, formatInstant, relativeDay } from "@/lib/shared/dates";
import { Owed, type OwedLine, type ShortCloseActs } from "./owed";
import type { ShipmentActs } from "./shipment-actions";
import { ShipmentItem } from "./shipment-item";
import { ShipmentNotice, type TellAgain } from "./shipment-notice";

type OrderShipmentsProps = {
  readonly order: string;
  readonly tab: Tab;
  readonly shipments: readonly ShipmentView[];
  /** Goods lines with what is still owed, short-closed and packed of each. */
  readonly lines: readonly OwedLine[];
  /** Whether a further shipment can be prepared now, by this person. */
  readonly canPrepare: boolean;
  /** What marketplaces know of them. */
  readonly notices: readonly NoticeView[];
  readonly tellAgain: TellAgain | null;
  readonly acts: ShipmentActs;
  /** Null where nothing can be short-closed now, or not by this person. */
  readonly shortClose: ShortCloseActs | null;
  readonly today: Day;
  readonly timeZone: string;
  readonly locale: string;
};

/** The shipments of an order, what is still owed, and the way to the next one. */
export function OrderShipments(props: OrderShipmentsProps) {
  const { order, tab, shipments, lines, canPrepare, acts, shortClose } = props;
  const { notices, tellAgain, today, timeZone, locale } = props;
  const when = (at: Date) => (
    <time dateTime={at.toISOString()}>{formatInstant(at, timeZone, locale)}</time>
  );
  const planned = (day: Day) => (
    <time dateTime={day}>{`${formatDay(day, locale, today)}, ${relativeDay(day, today)}`}</time>
  );
  const noticeOf = (shipment: string): ReactNode => {
    const notice = notices.find((one) => one.shipment === shipment);
    return notice ? <ShipmentNotice {...{ notice, tellAgain, timeZone, locale }} /> : null;
  };
  return (
    <Section
      title="Shipments"
      id="shipments"
      flush
      actions={
        canPrepare ? (
          <ButtonLink size="sm" href={`/orders/${encodeURIComponent(order)}/shipments/new`}>
            New shipment
          </ButtonLink>
        ) : null
      }
    >
      {shipments.length === 0 ? (
        <p className="px-4 py-3 text-muted">Nothing has left yet.</p>
      ) : null}
      <ul className="divide-y">
        {shipments.map((shipment) => (
          <ShipmentItem
            key={shipment.id}
            order={order}
            tab={tab}
            shipment={shipment}
            notice={noticeOf(shipment.number)}
            acts={acts}
            when={when}
            planned={planned}
          />
        ))}
      </ul>
      <Owed
        order={order}
        lines={lines}
        hasLeft={shipments.some(({ state }) => state === "dispatched")}
        acts={shortClose}
      />
    </Section>
  );
}
