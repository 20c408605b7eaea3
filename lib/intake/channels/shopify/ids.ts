/** Decides how Shopify's ids are written: as `gid://shopify/Order/1`, whether they came so or as a bare number. */

const BARE = /^\d{1,20}$/;

/** Null where the text is no id of that kind of thing. */
export function gidOf(kind: "Order" | "LineItem", id: string | null): string | null {
  if (id === null) {
    return null;
  }
  const prefix = `gid://shopify/${kind}/`;
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return BARE.test(number) ? `${prefix}${number}` : null;
}
