/** Decides which of Amazon's marketplaces a country is, with its region and currency. Source: SP-API, marketplace ids. */

export type Region = "na" | "eu" | "fe";

type Marketplace = {
  readonly country: string;
  readonly id: string;
  readonly region: Region;
  readonly currency: string;
};

const ROWS: readonly (readonly [country: string, id: string, region: Region, currency: string])[] =
  [
    ["US", "ATVPDKIKX0DER", "na", "USD"],
    ["CA", "A2EUQ1WTGCTBG2", "na", "CAD"],
    ["MX", "A1AM78C64UM0Y8", "na", "MXN"],
    ["BR", "A2Q3Y263D00KWC", "na", "BRL"],
    ["DE", "A1PA6795UKMFR9", "eu", "EUR"],
    ["UK", "A1F83G8C2ARO7P", "eu", "GBP"],
    ["FR", "A13V1IB3VIYZZH", "eu", "EUR"],
    ["IT", "APJ6JRA9NG5V4", "eu", "EUR"],
    ["ES", "A1RKKUPIHCS9HS", "eu", "EUR"],
    ["NL", "A1805IZSGTT6HS", "eu", "EUR"],
    ["BE", "AMEN7PMS3EDWL", "eu", "EUR"],
    ["IE", "A28R8C7NBKEWEA", "eu", "EUR"],
    ["PL", "A1C3SOZRARQ6R3", "eu", "PLN"],
    ["SE", "A2NODRKZP88ZB9", "eu", "SEK"],
    ["TR", "A33AVAJ2PDY3EV", "eu", "TRY"],
    ["AE", "A2VIGQ35RCS4UG", "eu", "AED"],
    ["SA", "A17E79C6D8DWNP", "eu", "SAR"],
    ["EG", "ARBP9OOSHTCHU", "eu", "EGP"],
    ["ZA", "AE08WJ6YKNBMC", "eu", "ZAR"],
    ["IN", "A21TJRUUN4KGV", "eu", "INR"],
    ["JP", "A1VC38T7YXB528", "fe", "JPY"],
    ["AU", "A39IBJ37TRP1C6", "fe", "AUD"],
    ["SG", "A19VAU5U5O7RUS", "fe", "SGD"],
  ];

const MARKETPLACES: readonly Marketplace[] = ROWS.map(([country, id, region, currency]) => ({
  country,
  id,
  region,
  currency,
}));

/** By country code, `GB` for `UK` too, or by Amazon's own id. */
export function findMarketplace(text: string): Marketplace | null {
  const wanted = text.trim().toUpperCase();
  const country = wanted === "GB" ? "UK" : wanted;
  return MARKETPLACES.find((each) => each.country === country || each.id === wanted) ?? null;
}
