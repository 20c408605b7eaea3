import { describe, expect, it } from "vitest";
import {
  completeMapping,
  type Habits,
  type Mapping,
  mappingProblems,
  mappingSchema,
  suggestMapping,
} from "@/lib/intake/file/mapping";
import { readTable } from "@/lib/intake/file/table";
import { templateCsv } from "@/lib/intake/file/template";

const habits: Habits = { currency: "EUR", decimalMark: ".", dateOrder: "dmy" };

function table(text: string) {
  const outcome = readTable({ text, encoding: "utf-8", guessed: false });
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value;
}

const suggest = (text: string) => suggestMapping(table(text), habits);

describe("a suggested mapping", () => {
  it("is right for a Northwind-like file", () => {
    const { mapping, questions } = suggest(
      "OrderID,CustomerID,CompanyName,OrderDate,RequiredDate,ShippedDate,ShipVia,Freight,ShipName,ShipAddress,ShipCity,ShipRegion,ShipPostalCode,ShipCountry,ProductID,ProductName,Quantity,UnitPrice,Discount\n" +
        "1,ABC,Abc,1996-07-04,1996-08-01,1996-07-16,Rail,32.3800011,Abc,1 Rue,Reims,,51100,France,11,Cheese,12,14,0.150000006\n",
    );
    expect(questions).toEqual([]);
    expect(mapping.columns).toEqual({
      OrderID: "orderNumber",
      CustomerID: "clientCode",
      CompanyName: "clientName",
      OrderDate: "orderedOn",
      RequiredDate: "deliverByOn",
      Freight: "shipping",
      ShipName: "shipToName",
      ShipAddress: "shipToLine1",
      ShipCity: "shipToCity",
      ShipRegion: "shipToRegion",
      ShipPostalCode: "shipToPostalCode",
      ShipCountry: "shipToCountry",
      ProductID: "sku",
      ProductName: "productName",
      Quantity: "quantity",
      UnitPrice: "unitPrice",
      Discount: "discountFraction",
    });
  });

  it.each([
    [
      "German",
      "Auftragsnr.;Kundennummer;Kundenname;Bestelldatum;Liefertermin;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Rabatt %;Währung",
      "1;K1;Müller;01.02.2026;20.02.2026;A1;Stuhl;2;1.234,50;5;EUR",
    ],
    [
      "French",
      "N° de commande;Code client;Nom du client;Date de commande;Date de livraison;Référence article;Désignation;Quantité;Prix unitaire;Remise %;Devise",
      "1;K1;Müller;01/02/2026;20/02/2026;A1;Chaise;2;1234,50;5;EUR",
    ],
    [
      "Spanish",
      "Número de pedido;Código de cliente;Nombre del cliente;Fecha de pedido;Fecha de entrega;Código de artículo;Descripción;Cantidad;Precio unitario;Descuento %;Moneda",
      "1;K1;Müller;01/02/2026;20/02/2026;A1;Silla;2;1234,50;5;EUR",
    ],
    [
      "Portuguese",
      "Número do pedido;Código do cliente;Nome do cliente;Data do pedido;Data de entrega;Código do produto;Descrição;Quantidade;Preço unitário;Desconto %;Moeda",
      "1;K1;Müller;01/02/2026;20/02/2026;A1;Cadeira;2;1234,50;5;EUR",
    ],
  ])("knows %s headings", (_language, headings, row) => {
    const { mapping } = suggest(`${headings}\n${row}\n`);
    expect(Object.values(mapping.columns)).toEqual([
      "orderNumber",
      "clientCode",
      "clientName",
      "orderedOn",
      "deliverByOn",
      "sku",
      "productName",
      "quantity",
      "unitPrice",
      "discountPercent",
      "currency",
    ]);
    expect(mapping.decimalMarks.unitPrice).toBe(",");
  });

  it("tells amounts, percents and fractions of a discount by the cells", () => {
    const kind = (cell: string) => suggest(`Order;Discount\n1;${cell}\n`).mapping.columns.Discount;
    expect(["5.00", "15 %", "0.15", "0,150", "0", ""].map(kind)).toEqual([
      "discountAmount",
      "discountPercent",
      "discountFraction",
      "discountFraction",
      "discountAmount",
      "discountAmount",
    ]);
  });

  it("gives each field one column, the best-named, and passes by columns whose cells don't fit", () => {
    const { mapping } = suggest("Order,SKU,Item,Shipping,Freight\n1,A,B,Standard,4.50\n");
    expect(mapping.columns).toEqual({ Order: "orderNumber", SKU: "sku", Freight: "shipping" });
  });

  it("asks about days and decimal marks that the file leaves open", () => {
    const { mapping, questions } = suggest('Order,Due,Price\n1,03/04/2026,"1,234"\n');
    expect(questions).toEqual([
      { kind: "date_order", field: "deliverByOn", heading: "Due", example: "03/04/2026" },
      { kind: "decimal_mark", field: "unitPrice", heading: "Price", example: "1,234" },
    ]);
    expect(mapping).toMatchObject({
      decimalMarks: { unitPrice: "." },
      dateOrders: { deliverByOn: "dmy" },
      constants: { currency: "EUR" },
    });
  });

  it("matches the template by itself", () => {
    const file = table(templateCsv().replace("\uFEFF", ""));
    const { mapping, questions } = suggestMapping(file, habits);
    expect(questions).toEqual([]);
    expect(mappingProblems(file.headings, mapping)).toEqual([]);
    expect(Object.keys(mapping.columns)).toEqual(file.headings);
  });
});

describe("a mapping that was chosen before", () => {
  const file = table('Order,Due,Price\n1,03/04/2026,"1,234"\n2,03/05/2026,5\n');
  const { mapping } = suggestMapping(file, habits);
  const chosen: Mapping = {
    ...mapping,
    decimalMarks: { unitPrice: "," },
    dateOrders: { deliverByOn: "mdy" },
  };

  it("answers the questions", () => {
    expect(completeMapping(file, chosen, habits)).toEqual({ mapping: chosen, questions: [] });
  });

  it("yields to what another file proves", () => {
    const other = table('ORDER,due,price\n1,20/04/2026,"1,234.50"\n');
    expect(completeMapping(other, chosen, habits).mapping).toMatchObject({
      decimalMarks: { unitPrice: "." },
      dateOrders: { deliverByOn: "dmy" },
    });
  });

  it("survives being stored as JSON", () => {
    expect(mappingSchema.parse(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it("is not taken from JSON with fields that don't exist", () => {
    expect(mappingSchema.safeParse({ ...chosen, columns: { Order: "margin" } }).success).toBe(
      false,
    );
  });
});

describe("a mapping's problems", () => {
  const empty: Mapping = { columns: {}, constants: {}, decimalMarks: {}, dateOrders: {} };
  const codes = (headings: string[], mapping: Partial<Mapping>) =>
    mappingProblems(headings, { ...empty, ...mapping }).map(
      ({ code, field, heading }) => `${code} ${field ?? heading}`,
    );

  it("name the required fields that have no column", () => {
    expect(codes(["A"], {})).toEqual([
      "field_missing orderNumber",
      "field_missing quantity",
      "field_missing clientCode",
      "field_missing sku",
    ]);
  });

  it("are none when a name stands for a code and a constant for the client", () => {
    expect(
      codes(["A", "B", "C"], {
        columns: { A: "orderNumber", B: "productName", C: "quantity" },
        constants: { clientCode: "ACME" },
      }),
    ).toEqual([]);
  });

  it("name columns that the file doesn't have, fields given twice and two discounts", () => {
    expect(
      codes(["A", "B", "C", "D", "E"], {
        columns: {
          A: "orderNumber",
          B: "sku",
          C: "sku",
          D: "discountAmount",
          E: "discountPercent",
          F: "quantity",
        },
        constants: { clientCode: "ACME" },
      }),
    ).toEqual([
      "column_unknown F",
      "field_twice sku",
      "discount_twice discountPercent",
      "field_missing quantity",
    ]);
  });
});
