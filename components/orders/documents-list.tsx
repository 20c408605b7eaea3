import { FileText } from "lucide";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import { formatInstant } from "@/lib/shared/dates";

type DocumentKind = "label" | "packing_slip" | "bill_of_lading" | "invoice" | "asn";

const KINDS = {
  label: "Shipping label",
  packing_slip: "Packing slip",
  bill_of_lading: "Bill of lading",
  invoice: "Invoice",
  asn: "ASN",
} satisfies Record<DocumentKind, string>;

export type DocumentItem = {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  /** How many times this kind was printed for its shipment, this print included. */
  readonly copy: number;
  readonly at: Date;
  readonly by: string;
  readonly href: string;
};

type DocumentsListProps = {
  readonly documents: readonly DocumentItem[];
  readonly timeZone: string;
  readonly locale: string;
};

export function DocumentsList({ documents, timeZone, locale }: DocumentsListProps) {
  return (
    <Section title="Documents" flush={documents.length > 0}>
      {documents.length === 0 ? (
        <p className="text-muted">Nothing printed yet.</p>
      ) : (
        <ul className="divide-y">
          {documents.map((each) => (
            <li key={each.id} className="relative flex gap-3 px-4 py-2.5 hover:bg-wash">
              <Icon of={FileText} className="mt-0.5 size-4 shrink-0 text-faint" />
              <div className="min-w-0">
                <a href={each.href} target="_blank" rel="noreferrer" className="row-link">
                  {KINDS[each.kind]} <span className="tabular-nums">{each.number}</span>
                </a>
                <p className="text-muted text-sm">
                  {each.copy > 1 ? `Copy ${each.copy} · ` : null}
                  {formatInstant(each.at, timeZone, locale)} · {each.by}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
