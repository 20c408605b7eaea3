/** A file with the headings and the quirks of a well-known trading company's export, written anew each time. */

const HEADINGS =
  "OrderID,CustomerID,CompanyName,OrderDate,RequiredDate,ShippedDate,ShipVia,Freight,ShipName,ShipAddress,ShipCity,ShipRegion,ShipPostalCode,ShipCountry,ProductID,ProductName,Quantity,UnitPrice,Discount";

const COMPANIES = [
  ["BRUEC", "Brückner & Söhne", "Obere Straße 7", "Köln", "50667", "Germany"],
  ["MARTI", 'Martínez "El Roble", S.A.', "Calle Mayor 4, 2º", "México D.F.", "05021", "Mexico"],
  ["LEFEB", "Lefèbvre Frères", "12, rue de l'Église", "Reims", "51100", "France"],
] as const;
const PRODUCTS = [
  ["9011", "Gnocchi di Ribera", "9.80000019"],
  ["9042", "Rössle Kraut", "45.5999985"],
  ["9072", "Mozzarella, affumicata", "34.7999992"],
  ["9014", "Tofu", "18.6000004"],
] as const;

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * `orders` orders whose numbers begin with `prefix`; every tenth has three lines. A column of that
 * name makes the headings its own, so that no earlier file's mapping is remembered for them.
 */
export function northwindShape(orders: number, prefix: string): string {
  const rows = [`${HEADINGS},Memo ${prefix}`];
  for (let at = 0; at < orders; at += 1) {
    const [code, company, street, city, postalCode, country] = COMPANIES[at % 3] ?? COMPANIES[0];
    const lines = at % 10 === 0 ? 3 : 1;
    for (let line = 0; line < lines; line += 1) {
      const [id, name, price] = PRODUCTS[(at + line) % 4] ?? PRODUCTS[0];
      const discount = line === 1 ? "0.150000006" : "0";
      const order = [
        `${prefix}-${at}`,
        code,
        company,
        "1996-07-04",
        "2027-08-01",
        "",
        "United Package",
      ];
      const ship = ["32.3800011", company, street, city, "", postalCode, country];
      rows.push(
        [...order, ...ship, id, name, String(2 + line), price, discount, ""].map(cell).join(","),
      );
    }
  }
  return `${rows.join("\r\n")}\r\n`;
}
