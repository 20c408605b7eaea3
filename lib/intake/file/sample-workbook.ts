import { crc32, deflateRawSync } from "node:zlib";

type Part = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly claims?: number;
};

/** A zip of these parts, for tests. `claims` is a size that its directory lies about. */
export function makeZip(parts: readonly Part[], { encrypted = false } = {}): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of parts) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const path = Buffer.from(name);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(raw), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claims ?? raw.length, 8);
    const how = Buffer.from([20, 0, encrypted ? 1 : 0, 0, 8, 0, 0, 0, 0, 0]);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(path.length, 0);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), how, sizes, lengths, path, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\x01\x02\x14\0"),
        how,
        sizes,
        lengths,
        place.subarray(0, 14),
        path,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

type Sheet = { readonly name: string; readonly rows: string; readonly state?: string };

/** A workbook of sheets given as the XML of their rows, for tests. */
export function makeWorkbook(
  sheets: readonly Sheet[],
  { shared = "", styles = "", properties = "", more = [] as readonly Part[] } = {},
): Uint8Array {
  const place = (index: number) => `worksheets/sheet${index + 1}.xml`;
  return makeZip([
    { name: "[Content_Types].xml", content: "<Types/>" },
    {
      name: "xl/workbook.xml",
      content: `<?xml version="1.0"?><workbook xmlns:r="r">${properties}<sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`,
        )
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${sheets
        .map((_, index) => `<Relationship Id="rId${index + 1}" Target="${place(index)}"/>`)
        .join("")}</Relationships>`,
    },
    { name: "xl/styles.xml", content: `<styleSheet>${styles}</styleSheet>` },
    { name: "xl/sharedStrings.xml", content: `<sst>${shared}</sst>` },
    ...sheets.map(({ rows }, index) => ({
      name: `xl/${place(index)}`,
      content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })),
    ...more,
  ]);
}
