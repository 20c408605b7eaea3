import type { Address } from "@/lib/shared/address";

/** An address as it is written on a parcel, a line each. */
export function PostalAddress({ address }: { address: Address }) {
  const { name, line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, city].filter(Boolean).join(" ");
  const lines = [name, line1, line2, [place, region].filter(Boolean).join(", "), country];
  return (
    <address className="not-italic">
      {lines.filter(Boolean).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}
