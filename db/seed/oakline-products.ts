import { gtinsFrom, productsOf, type SeedProduct } from "./profile";

const gtin = (first: number) => gtinsFrom("4012345", 13, first);

/** What Oakline Furniture sells. Prices in euro cents. */
export const oaklineProducts: readonly SeedProduct[] = [
  ...productsOf(
    [
      ["OAK-CHR-01", "Oak dining chair", 21900, 14],
      ["OAK-CHR-02", "Oak dining chair, upholstered", 28900, 14],
      ["OAK-STL-65", "Oak bar stool 65 cm", 18900, 14],
      ["OAK-BCH-120", "Oak bench 120 cm", 34900, 14],
      ["OAK-SHF-80", "Oak wall shelf 80 cm", 8900, 10],
      ["OAK-SHF-120", "Oak wall shelf 120 cm", 11900, 10],
      ["OAK-SDT-45", "Oak side table 45 cm", 19900, 14],
      ["OAK-BED-NS", "Oak nightstand", 22900, 14],
      ["OAK-COAT-5", "Oak coat rack, 5 hooks", 6900, 10],
      ["OAK-TRAY-40", "Oak serving tray 40 cm", 4900, 10],
    ],
    "stocked",
    { made: true, gtin: gtin(101) },
  ),
  ...productsOf(
    [
      ["OAK-TBL-160", "Oak dining table 160 cm", 109000, 21],
      ["OAK-TBL-180", "Oak dining table 180 cm", 129000, 21],
      ["OAK-TBL-220", "Oak dining table 220 cm", 159000, 24],
      ["OAK-TBL-EXT", "Oak extending table 180-260 cm", 189000, 28],
      ["OAK-BCH-180", "Oak bench 180 cm", 44900, 18],
      ["OAK-CAB-90", "Oak sideboard 90 cm", 89000, 24],
      ["OAK-CAB-160", "Oak sideboard 160 cm", 139000, 28],
      ["OAK-BKC-200", "Oak bookcase 200 cm", 98000, 24],
      ["OAK-DSK-140", "Oak desk 140 cm", 79000, 21],
      ["OAK-BED-160", "Oak bed 160 x 200 cm", 119000, 28],
      ["WAL-TBL-200", "Walnut dining table 200 cm", 219000, 30],
      ["WAL-CAB-120", "Walnut sideboard 120 cm", 149000, 30],
    ],
    "to_order",
    { made: true, gtin: gtin(201) },
  ),
  ...productsOf(
    [
      ["LMP-PEN-30", "Pendant lamp 30 cm, linen", 12900, 20],
      ["LMP-PEN-45", "Pendant lamp 45 cm, linen", 15900, 20],
      ["LMP-FLR-01", "Floor lamp, brass", 24900, 20],
    ],
    "arriving",
    { gtin: gtin(301) },
  ),
  ...productsOf(
    [
      ["LMP-TBL-01", "Table lamp, brass", 13900, 20],
      ["RUG-200-WH", "Wool rug 200 x 140 cm, white", 32900, 35],
    ],
    "arriving_late",
    { gtin: gtin(311) },
  ),
  ...productsOf(
    [
      ["CUS-45-GR", "Seat cushion 45 cm, grey", 3900, 12],
      ["CUS-45-GN", "Seat cushion 45 cm, green", 3900, 12],
    ],
    "running_out",
    { gtin: gtin(321) },
  ),
  ...productsOf([["MIR-60", "Round mirror 60 cm", 11900, 18]], "miscounted", { gtin: gtin(331) }),
  ...productsOf(
    [
      ["HW-FEET-8", "Felt feet, set of 8", 590],
      ["HW-FIX-W", "Wall fixing kit", 890],
      ["HW-SCR-M6", "Screw kit M6", 450],
      ["CARE-OIL-05", "Wood care oil 0.5 l", 1490],
      ["SMP-OAK", "Oak sample, natural and oiled", 0],
    ],
    "untracked",
  ),
  ...productsOf(
    [
      ["SVC-ASM", "Assembly on site", 8900],
      ["SVC-DEL", "Delivery to the room", 6900],
      ["SVC-TAKE", "Take back old furniture", 4900],
      ["SVC-DSG", "Interior planning, per hour", 9500],
    ],
    "service",
  ),
];
