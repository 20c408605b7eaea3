import Link from "next/link";
import { Section } from "@/components/ui/section";
import type { DeliveryDetail } from "@/lib/intake/ledger-queries";
import { formatInstant } from "@/lib/shared/dates";
import { FateBadge } from "./ledger-list";
import { fateSentence } from "./words";

type DeliveryOthersProps = Pick<DeliveryDetail, "others"> & {
  readonly timeZone: string;
  readonly locale: string;
};

/** What else came of the same order. */
export function DeliveryOthers({ others, timeZone, locale }: DeliveryOthersProps) {
  return (
    <Section title="Other deliveries of this order" className="mt-4" flush>
      <ol className="divide-y">
        {others.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Link
              href={`/imports/ledger/${one.id}`}
              className="whitespace-nowrap text-accent tabular-nums hover:underline max-md:py-2"
            >
              <time dateTime={one.receivedAt.toISOString()}>
                {formatInstant(one.receivedAt, timeZone, locale)}
              </time>
            </Link>
            <span className="w-24">
              <FateBadge fate={one.fate} />
            </span>
            <span className="min-w-0 flex-1 basis-60">{fateSentence(one)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
