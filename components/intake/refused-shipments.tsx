import Link from "next/link";
import { ShipmentNotice, type TellAgain } from "@/components/shipments/shipment-notice";
import { Section } from "@/components/ui/section";
import type { NoticeView } from "@/lib/intake/channels/notices";

type RefusedShipmentsProps = {
  readonly notices: readonly NoticeView[];
  readonly tellAgain: TellAgain | null;
  readonly timeZone: string;
  readonly locale: string;
};

/** Shipments that the channel could not be told of and that wait for a person. */
export function RefusedShipments({ notices, ...how }: RefusedShipmentsProps) {
  return notices.length === 0 ? null : (
    <Section title="Refused shipments" className="mt-4" flush>
      <ul className="divide-y">
        {notices.map((notice) => (
          <li key={notice.shipment} className="grid gap-1 px-4 py-3">
            <p className="tabular-nums">
              <Link href={`/orders/${notice.order}`} className="text-accent hover:underline">
                {notice.order}
              </Link>{" "}
              {notice.shipment}
            </p>
            <ShipmentNotice notice={notice} {...how} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
