/** Decides where a carrier shows the way of a parcel: a page of its own for the carriers we know, else none. */

type Carrier = { readonly is: RegExp; readonly page: (number: string) => string };

/** The first that fits counts, so that `DHL Freight` is not read as any other word. */
const CARRIERS: readonly Carrier[] = [
  { is: /\bups\b/, page: (number) => `https://www.ups.com/track?tracknum=${number}` },
  { is: /\bfedex\b/, page: (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}` },
  {
    is: /\busps\b/,
    page: (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`,
  },
  {
    is: /\bdhl\b/,
    page: (number) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${number}`,
  },
  { is: /\bdpd\b/, page: (number) => `https://tracking.dpd.de/status/en_US/parcel/${number}` },
  {
    is: /\bgls\b/,
    page: (number) => `https://gls-group.com/GROUP/en/parcel-tracking?match=${number}`,
  },
  { is: /\bpostnord\b/, page: (number) => `https://tracking.postnord.com/?id=${number}` },
  {
    is: /\bschenker\b/,
    page: (number) => `https://www.dbschenker.com/app/tracking-public/?refNumber=${number}`,
  },
];

/** Letters, digits and what stands between them; anything else is not a carrier's number. */
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9 ./-]{3,39}$/;

/** The carrier's page for a number; null for a carrier that we do not know. */
export function carrierPage(carrier: string | null, number: string | null): string | null {
  if (carrier === null || number === null || !NUMBER.test(number.trim())) {
    return null;
  }
  const name = carrier.toLowerCase();
  const known = CARRIERS.find(({ is }) => is.test(name));
  return known ? known.page(encodeURIComponent(number.trim())) : null;
}
