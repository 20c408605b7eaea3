import { describe, expect, it } from "vitest";
import { bolNumber, sscc18 } from "@/lib/shared/gs1";
import { renderBillOfLading } from "./bill-of-lading";
import type { ShipmentDocument } from "./content";
import { renderInvoice } from "./invoice";
import { mergePdfs } from "./merge";
import { renderPackingSlip } from "./packing-slip";
import { has, pageSizes, scanned, textOf } from "./pdf-reading";
import { everyday, invoice, stress } from "./sample-documents";
import { renderShippingLabel } from "./shipping-label";

const readsText = has("pdftotext");
const scans = has("pdftoppm") && has("zbarimg");
const LETTER = [612, 792];

/** All the text of all pages, with runs of space made one. */
function words(bytes: Uint8Array): string {
  return textOf(bytes).join(" ").replace(/\s+/g, " ");
}

function withLines(count: number): ShipmentDocument {
  const [line] = everyday.lines;
  if (!line) {
    throw new Error("The everyday document has no line.");
  }
  return {
    ...everyday,
    lines: Array.from({ length: count }, (_, index) => ({ ...line, line: index + 1 })),
    packages: everyday.packages.slice(0, 1),
  };
}

describe("packing slip", () => {
  it("has the paper of the workspace", async () => {
    expect(await pageSizes(await renderPackingSlip(everyday))).toEqual([LETTER]);
    const [a4] = await pageSizes(await renderPackingSlip({ ...everyday, paper: "a4" }));
    expect(a4?.map(Math.round)).toEqual([595, 842]);
  });

  it.skipIf(!readsText)("names what is in the shipment and what is backordered", async () => {
    const text = words(await renderPackingSlip(everyday));
    expect(text).toContain("1 OAK-TBL-180 Oak table, 180 × 90 cm, oiled 4 1 2 1");
    expect(text).toContain("2 OAK-CHR Oak chair 8 – 8 –");
    expect(text).toContain("4500012345");
    expect(text).not.toContain("Copy");
  });

  it.skipIf(!readsText)("says which of several cartons holds what", async () => {
    const text = words(await renderPackingSlip(everyday));
    const [first, second] = everyday.packages;
    expect(text).toContain(`1 of 2 ${first?.sscc} 2 × OAK-TBL-180`);
    expect(text).toContain(`2 of 2 ${second?.sscc} 8 × OAK-CHR`);
    const one = { ...everyday, packages: everyday.packages.slice(0, 1) };
    expect(words(await renderPackingSlip(one))).not.toContain("SSCC");
  });

  it.skipIf(!readsText)(
    "goes over to further pages, with the heading on each and the pages counted",
    async () => {
      const pages = textOf(await renderPackingSlip(withLines(90)));
      expect(pages.length).toBeGreaterThan(2);
      for (const [index, page] of pages.entries()) {
        expect(page).toContain("Backordered");
        expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      }
      expect(pages.join("").match(/OAK-TBL-180/g)).toHaveLength(90);
    },
  );

  it.skipIf(!readsText)(
    "prints European scripts as text and a box for what the font lacks",
    async () => {
      const text = words(await renderPackingSlip(stress));
      expect(text).toContain("Krzesło dębowe z tapicerką,");
      expect(text).toContain("Τραπέζι δρυός, ελαιωμένο,");
      expect(text).toContain("Стол дубовый, масло, Київ —");
      expect(text).toContain("Gift box □ with card □ □□");
      expect(text).toContain("Copy 2");
    },
  );

  it.skipIf(!scans)("has barcodes of order and shipment that a scanner reads", async () => {
    expect(scanned(await renderPackingSlip(everyday))).toEqual([["SH-1042", "SO-1042"]]);
  });
});

describe("shipping label", () => {
  it("is one page of 4 x 6 inches per package", async () => {
    const sizes = await pageSizes(await renderShippingLabel(stress));
    expect(sizes).toEqual([
      [288, 432],
      [288, 432],
      [288, 432],
    ]);
  });

  it.skipIf(!scans)("has an SSCC and a post code that a scanner reads", async () => {
    const [first, second] = everyday.packages;
    expect(scanned(await renderShippingLabel(everyday))).toEqual([
      [`00${first?.sscc}`, "42007201"],
      [`00${second?.sscc}`, "42007201"],
    ]);
  });

  it.skipIf(!scans)(
    "has no post code barcode where the code has letters or another country reads it",
    async () => {
      const abroad = { ...everyday, shipTo: { ...everyday.shipTo, country: "FR" } };
      const letters = { ...everyday, shipTo: { ...everyday.shipTo, postalCode: "EC1A 1BB" } };
      for (const label of [abroad, letters]) {
        const [first] = scanned(await renderShippingLabel(label));
        expect(first).toEqual([`00${everyday.packages[0]?.sscc}`]);
      }
    },
  );

  it.skipIf(!scans)("reads nine-digit post codes without their hyphen", async () => {
    const to = { ...everyday.shipTo, postalCode: "07201-1234" };
    const [first] = scanned(await renderShippingLabel({ ...everyday, shipTo: to }));
    expect(first).toContain("420072011234");
  });

  it.skipIf(!readsText)("says which carton it is of and that it is no carrier's", async () => {
    const pages = textOf(await renderShippingLabel(everyday));
    expect(pages[1]).toContain("2 of 2");
    expect(pages[1]).toContain("Not a carrier label");
    expect(pages[1]).toContain(`(00) ${everyday.packages[1]?.sscc}`);
    expect(pages[1]).not.toContain("Internal SSCC");
  });

  it.skipIf(!readsText)("marks an internal SSCC and a second copy", async () => {
    const [page] = textOf(await renderShippingLabel(stress));
    expect(page).toContain("Internal SSCC");
    expect(page).toContain("Copy 2");
  });

  it("throws without a package, and for an SSCC with a wrong check digit", async () => {
    await expect(renderShippingLabel({ ...everyday, packages: [] })).rejects.toThrow("no package");
    const wrong = everyday.packages.map((carton) => ({ ...carton, sscc: "006141410000070016" }));
    await expect(renderShippingLabel({ ...everyday, packages: wrong })).rejects.toThrow();
  });
});

describe("bill of lading", () => {
  it.skipIf(!scans)("has a number that a scanner reads", async () => {
    expect(scanned(await renderBillOfLading(everyday))).toEqual([[`402${everyday.bolNumber}`]]);
  });

  it.skipIf(!readsText)("totals cartons and weight", async () => {
    const text = words(await renderBillOfLading(everyday));
    expect(text).toContain("4500012345 2 43 kg Order SO-1042 · #1001");
    expect(text).toContain("Grand total 2 43 kg");
    expect(text).toContain("Page 1 of 1");
  });

  it.skipIf(!readsText)(
    "puts orders that overflow on a supplement, which names every line",
    async () => {
      const pages = textOf(await renderBillOfLading(withLines(120)));
      expect(pages).toHaveLength(4);
      expect(pages[0]).toContain("117 more: see the supplement page");
      const supplement = pages.slice(1).join("");
      expect(supplement).toContain("Supplement to the bill of lading");
      expect(supplement.match(/2 × OAK-TBL-180/g)).toHaveLength(120);
    },
  );

  it("fits A4 and Letter on one page", async () => {
    expect(await pageSizes(await renderBillOfLading(everyday))).toEqual([LETTER]);
    expect(await pageSizes(await renderBillOfLading({ ...everyday, paper: "a4" }))).toHaveLength(1);
  });

  it("throws without a number", async () => {
    await expect(renderBillOfLading({ ...everyday, bolNumber: null })).rejects.toThrow("SH-1042");
  });
});

describe("invoice", () => {
  it.skipIf(!readsText)("prints each amount and how the total comes about", async () => {
    const text = words(await renderInvoice(invoice));
    expect(text).toContain(
      "1 OAK-TBL-180 Oak table, 180 × 90 cm, oiled 2 €1,280.00 -€128.00 €2,432.00",
    );
    expect(text).toContain("Before discount €4,076.00");
    expect(text).toContain("Subtotal €3,948.00");
    expect(text).toContain("Tax €768.17");
    expect(text).toContain("Total €4,811.17");
    expect(text).toContain("Due 9 Jul 2026");
  });

  it.skipIf(!readsText)("leaves the discount out where there is none", async () => {
    const lines = invoice.lines.map((line) => ({ ...line, discountMinor: 0, totalMinor: 256_000 }));
    expect(words(await renderInvoice({ ...invoice, lines: lines.slice(0, 1) }))).not.toContain(
      "iscount",
    );
  });
});

describe("every document", () => {
  it("is the same bytes for the same input, whatever was printed before", async () => {
    for (const render of [renderPackingSlip, renderShippingLabel, renderBillOfLading]) {
      const first = await render(everyday);
      await render(stress);
      expect(await render(everyday)).toEqual(first);
    }
  });

  it("is printed for any text at all", async () => {
    const odd = "\u0000\ud800 \u202e\u2028𐍈 ﷽ 👩‍👩‍👧 x\u0301\u0302 ".repeat(30);
    const odds = (value: object) =>
      Object.fromEntries(
        Object.entries(value).map(([key, old]) => [key, typeof old === "string" ? odd : old]),
      );
    const strange: ShipmentDocument = {
      ...everyday,
      workspace: { name: odd },
      client: { code: odd, name: odd },
      shipTo: { ...everyday.shipTo, ...odds(everyday.shipTo) },
      shipFrom: {
        ...everyday.shipFrom,
        name: "",
        line1: "",
        city: "",
        postalCode: "",
        country: "",
      },
      lines: everyday.lines.map((line) => ({ ...line, ...odds(line) })),
      orderNumber: odd,
      poNumber: odd,
      note: odd,
      carrier: odd,
    };
    for (const render of [renderPackingSlip, renderShippingLabel, renderBillOfLading]) {
      expect((await pageSizes(await render(strange))).length).toBeGreaterThan(0);
    }
  });
});

describe("mergePdfs", () => {
  it("keeps order and sizes of all pages", async () => {
    const merged = await mergePdfs([
      await renderShippingLabel(everyday),
      await renderPackingSlip(everyday),
    ]);
    expect(await pageSizes(merged)).toEqual([[288, 432], [288, 432], LETTER]);
  });

  it.skipIf(!scans || !readsText)("keeps barcodes and text of subsets that differ", async () => {
    const other: ShipmentDocument = {
      ...everyday,
      orderNumber: "ZX-77",
      packages: [
        {
          number: 1,
          sscc: sscc18({ prefix: null, serial: 5 }),
          internal: true,
          contents: [],
          trackingNumber: null,
          weight: null,
        },
      ],
      bolNumber: bolNumber({ prefix: null, serial: 9 }),
    };
    const merged = await mergePdfs(await Promise.all([everyday, other].map(renderBillOfLading)));
    expect(scanned(merged)).toEqual([[`402${everyday.bolNumber}`], [`402${other.bolNumber}`]]);
    expect(textOf(merged)[1]).toContain("ZX-77");
  });

  it("refuses an empty list", async () => {
    await expect(mergePdfs([])).rejects.toThrow("nothing to merge");
  });
});
