/** Decides what a column of an order file can mean, and by which names it is known in English, German, French, Spanish and Portuguese. */
import { normaliseHeading } from "@/lib/intake/file/table";

type FieldKind = "text" | "code" | "number" | "day" | "flag";

type FieldFacts = {
  readonly label: string;
  /** Order columns may be empty or repeated on the later rows of an order. */
  readonly of: "order" | "line";
  readonly kind: FieldKind;
  /** Best name first. None: only known layouts use the field, or values decide. */
  readonly names: string;
};

export const FIELDS = {
  orderNumber: {
    label: "Order number",
    of: "order",
    kind: "code",
    names:
      "order number, order no, order nr, order #, order id, sales order, sales order number, order, order name, order ref, order reference, bestellnummer, auftragsnummer, bestellnr, auftragsnr, auftrag, bestellung, numero de commande, n commande, n de commande, no de commande, commande, no commande, numero de pedido, n pedido, no pedido, n de pedido, no de pedido, pedido, numero do pedido, encomenda, numero da encomenda",
  },
  clientCode: {
    label: "Client code",
    of: "order",
    kind: "code",
    names:
      "client code, customer code, customer number, customer no, customer id, client id, client number, client no, account number, account code, buyer id, kundennummer, kundennr, kunden id, debitorennummer, code client, numero client, n client, codigo de cliente, codigo cliente, numero de cliente, codigo do cliente, numero do cliente",
  },
  clientName: {
    label: "Client name",
    of: "order",
    kind: "text",
    names:
      "client name, customer name, customer, client, company name, company, buyer name, buyer, account name, sold to, bill to name, billing name, kundenname, kunde, firma, besteller, nom du client, nom client, societe, entreprise, nombre del cliente, nombre cliente, cliente, empresa, nome do cliente, nome cliente",
  },
  clientEmail: {
    label: "Client e-mail",
    of: "order",
    kind: "text",
    names:
      "client email, customer email, buyer email, email, email address, e-mail, kunden email, e-mail-adresse, courriel, adresse email, correo electronico, correo, endereco de email",
  },
  poNumber: {
    label: "PO number",
    of: "order",
    kind: "code",
    names:
      "po number, po no, po #, po, purchase order, purchase order number, customer po, customer reference, client reference, your reference, kundenbestellnummer, bestellnummer kunde, kundenreferenz, ihre referenz, reference client, bon de commande, orden de compra, referencia cliente, ordem de compra, referencia do cliente",
  },
  orderedOn: {
    label: "Ordered on",
    of: "order",
    kind: "day",
    names:
      "ordered on, order date, date ordered, ordered, purchase date, created at, created on, date, bestelldatum, auftragsdatum, bestellt am, datum, date de commande, date commande, fecha de pedido, fecha pedido, fecha, data do pedido, data da encomenda, data pedido, data",
  },
  shipByOn: {
    label: "Ship by",
    of: "order",
    kind: "day",
    names:
      "ship by on, ship by, ship by date, ship date requested, requested ship date, latest ship date, promised ship date, versand bis, versanddatum, spatestes versanddatum, expedier avant, date d'expedition prevue, enviar antes de, fecha de envio, enviar ate, data de envio",
  },
  deliverByOn: {
    label: "Deliver by",
    of: "order",
    kind: "day",
    names:
      "deliver by on, deliver by, delivery date, deliver by date, due date, due on, due, required date, required on, requested date, requested delivery date, need by, need by date, latest delivery date, liefertermin, lieferdatum, wunschtermin, wunschlieferdatum, lieferung bis, fallig am, date de livraison, date livraison, livraison prevue, fecha de entrega, fecha entrega, fecha requerida, data de entrega, data entrega, prazo de entrega",
  },
  currency: {
    label: "Currency",
    of: "order",
    kind: "text",
    names: "currency, currency code, wahrung, waehrung, devise, monnaie, moneda, divisa, moeda",
  },
  sku: {
    label: "SKU",
    of: "line",
    kind: "code",
    names:
      "sku, product sku, item sku, lineitem sku, variant sku, item number, item no, item code, item #, product code, product number, product no, product id, part number, part no, article number, article no, item id, item, material number, artikelnummer, artikelnr, artikel nr, art nr, materialnummer, teilenummer, produktnummer, reference article, code article, ref article, reference produit, reference, codigo de articulo, codigo articulo, codigo de producto, codigo producto, referencia, codigo do produto, codigo do artigo, codigo",
  },
  productName: {
    label: "Product name",
    of: "line",
    kind: "text",
    names:
      "product name, item name, product, product title, title, item description, product description, line description, description, article name, article, artikelbezeichnung, artikelname, produktname, produkt, bezeichnung, artikel, beschreibung, nom du produit, designation, produit, libelle, nombre del producto, nombre producto, producto, descripcion, articulo, nome do produto, produto, descricao, artigo",
  },
  quantity: {
    label: "Quantity",
    of: "line",
    kind: "number",
    names:
      "quantity, qty, order quantity, quantity ordered, ordered quantity, qty ordered, lineitem quantity, item quantity, units, pieces, pcs, menge, anzahl, stuckzahl, stueckzahl, stuck, stueck, bestellmenge, quantite, qte, quantite commandee, cantidad, cant, unidades, cantidad pedida, quantidade, qtd, qtde",
  },
  unitPrice: {
    label: "Unit price",
    of: "line",
    kind: "number",
    names:
      "unit price, price, price each, price per unit, item price, lineitem price, sales price, net price, unit cost, einzelpreis, stuckpreis, stueckpreis, preis, preis pro stuck, nettopreis, ep, prix unitaire, prix, pu, prix unitaire ht, precio unitario, precio, preco unitario, preco, valor unitario",
  },
  discountAmount: {
    label: "Discount of the line",
    of: "line",
    kind: "number",
    names:
      "discount, discount amount, line discount, lineitem discount, rabatt, rabattbetrag, nachlass, remise, montant remise, descuento, importe descuento, desconto, valor desconto",
  },
  discountPercent: {
    label: "Discount in percent",
    of: "line",
    kind: "number",
    names:
      "discount percent, discount %, discount percentage, disc %, discount in %, rabatt %, rabatt in %, rabatt prozent, rabatt in prozent, remise %, remise en %, taux de remise, descuento %, porcentaje de descuento, desconto %, percentual de desconto",
  },
  discountFraction: {
    label: "Discount as a fraction (0.15 is 15 %)",
    of: "line",
    kind: "number",
    names: "discount fraction, discount rate, rabattsatz",
  },
  shipping: {
    label: "Shipping of the order",
    of: "order",
    kind: "number",
    names:
      "shipping, shipping cost, shipping costs, shipping amount, shipping price, freight, freight cost, delivery cost, delivery fee, postage, versandkosten, versand, fracht, frachtkosten, lieferkosten, frais de port, port, frais de livraison, gastos de envio, envio, flete, portes, frete, custo de envio",
  },
  tax: {
    label: "Tax of the order",
    of: "order",
    kind: "number",
    names:
      "tax, taxes, tax amount, vat, vat amount, sales tax, steuer, steuern, mwst, mehrwertsteuer, ust, umsatzsteuer, tva, montant tva, taxe, iva, impuestos, impuesto, imposto, impostos",
  },
  orderDiscount: {
    label: "Discount of the order",
    of: "order",
    kind: "number",
    names: "order discount, cart discount, auftragsrabatt, remise commande, descuento pedido",
  },
  orderSubtotal: { label: "Subtotal of the order", of: "order", kind: "number", names: "" },
  orderTotal: { label: "Total of the order", of: "order", kind: "number", names: "" },
  shipToName: {
    label: "Ship-to name",
    of: "order",
    kind: "text",
    names:
      "ship to name, ship to, ship name, shipping name, recipient, recipient name, delivery name, consignee, empfanger, lieferadresse name, lieferanschrift, destinataire, nom livraison, destinatario, nombre de envio, nome de entrega",
  },
  shipToLine1: {
    label: "Ship-to address line 1",
    of: "order",
    kind: "text",
    names:
      "ship to line 1, ship to address 1, ship to address, ship to street, ship address, ship address 1, shipping address 1, shipping address, shipping street, delivery address, delivery address 1, address 1, address line 1, street, address, lieferstrasse, strasse, anschrift, adresse, adresse de livraison, adresse 1, rue, direccion, direccion de envio, calle, endereco, endereco de entrega, morada, rua",
  },
  shipToLine2: {
    label: "Ship-to address line 2",
    of: "order",
    kind: "text",
    names:
      "ship to line 2, ship to address 2, ship address 2, shipping address 2, delivery address 2, address 2, address line 2, adresszusatz, adresse 2, complement d'adresse, direccion 2, complemento",
  },
  shipToLine3: {
    label: "Ship-to address line 3",
    of: "order",
    kind: "text",
    names: "ship to line 3, ship to address 3, ship address 3, shipping address 3, address line 3",
  },
  shipToCity: {
    label: "Ship-to city",
    of: "order",
    kind: "text",
    names:
      "ship to city, ship city, shipping city, delivery city, city, town, lieferort, ort, stadt, ville, ville de livraison, ciudad, cidade",
  },
  shipToRegion: {
    label: "Ship-to region",
    of: "order",
    kind: "text",
    names:
      "ship to region, ship to state, ship region, ship state, shipping province, shipping state, shipping region, state, region, province, bundesland, departement, provincia, estado",
  },
  shipToPostalCode: {
    label: "Ship-to postal code",
    of: "order",
    kind: "text",
    names:
      "ship to postal code, ship to zip, ship postal code, ship zip, shipping zip, shipping postal code, postal code, postcode, zip, zip code, lieferplz, plz, postleitzahl, code postal, cp, codigo postal, cep",
  },
  shipToCountry: {
    label: "Ship-to country",
    of: "order",
    kind: "text",
    names:
      "ship to country, ship country, shipping country, delivery country, country, country code, lieferland, land, pays, pais",
  },
  note: {
    label: "Note",
    of: "order",
    kind: "text",
    names:
      "note, notes, order note, comment, comments, remarks, instructions, notiz, bemerkung, bemerkungen, kommentar, remarque, remarques, commentaire, nota, notas, observaciones, comentario, observacoes",
  },
  cancelledAt: { label: "Cancelled at", of: "order", kind: "text", names: "" },
  orderStatus: { label: "Status of the order", of: "line", kind: "text", names: "" },
  fulfilledBy: { label: "Fulfilled by", of: "order", kind: "text", names: "" },
  lineId: { label: "Id of the line", of: "line", kind: "code", names: "" },
  lineStatus: { label: "Status of the line", of: "line", kind: "text", names: "" },
  lineTotal: { label: "Price of the whole line", of: "line", kind: "number", names: "" },
  lineTax: { label: "Tax of the line", of: "line", kind: "number", names: "" },
  lineShipping: { label: "Shipping of the line", of: "line", kind: "number", names: "" },
  lineShippingTax: { label: "Tax on the line's shipping", of: "line", kind: "number", names: "" },
  lineShippingDiscount: {
    label: "Discount on the line's shipping",
    of: "line",
    kind: "number",
    names: "",
  },
  requiresShipping: { label: "Needs shipping", of: "line", kind: "flag", names: "" },
} as const satisfies Record<string, FieldFacts>;

export type Field = keyof typeof FIELDS;

export function isField(text: string): text is Field {
  return Object.hasOwn(FIELDS, text);
}

export const FIELD_NAMES: readonly Field[] = Object.keys(FIELDS).filter(isField);

/** A file has at most one of them. */
export const DISCOUNT_FIELDS: readonly Field[] = [
  "discountAmount",
  "discountPercent",
  "discountFraction",
];

/** Each field's names as headings are compared, best first. */
const NAMES: ReadonlyMap<Field, readonly string[]> = new Map(
  FIELD_NAMES.map((field) => {
    const names = FIELDS[field].names.split(", ").map(normaliseHeading);
    return [field, [normaliseHeading(field), ...names].filter((name) => name !== "")];
  }),
);

/** How well a heading names a field: 0 is best, null not at all. */
export function nameRank(field: Field, heading: string): number | null {
  const rank = NAMES.get(field)?.indexOf(normaliseHeading(heading)) ?? -1;
  return rank < 0 ? null : rank;
}
