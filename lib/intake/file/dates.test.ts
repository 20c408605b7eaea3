import { describe, expect, it } from "vitest";
import { type DateOrder, decideDateOrder, readDay } from "@/lib/intake/file/dates";

describe("a day", () => {
  it.each<[string, DateOrder, string | null]>([
    ["1996-07-04", "dmy", "1996-07-04"],
    ["2025-03-20 05:20:57 -0700", "mdy", "2025-03-20"],
    ["2025-03-20T05:20:57.123Z", "mdy", "2025-03-20"],
    ["2025-03-20T23:59:59+02:00", "mdy", "2025-03-20"],
    ["2025/03/20", "mdy", "2025-03-20"],
    ["20250320", "mdy", "2025-03-20"],
    ["20.03.2025", "mdy", "2025-03-20"],
    ["3.4.25", "mdy", "2025-04-03"],
    ["03/04/2026", "dmy", "2026-04-03"],
    ["03/04/2026", "mdy", "2026-03-04"],
    ["10/2/2017 10:56", "mdy", "2017-10-02"],
    ["12/1/10 8:26 PM", "mdy", "2010-12-01"],
    ["04-30-22", "mdy", "2022-04-30"],
    ["04/07/96", "dmy", "1996-07-04"],
    ["20-Mar-25", "dmy", "2025-03-20"],
    ["20 March 2025", "mdy", "2025-03-20"],
    ["Mar 20, 2025", "dmy", "2025-03-20"],
    ["45736", "dmy", "2025-03-20"],
    ["45736.5", "dmy", "2025-03-20"],
    ["2026-02-30", "dmy", null],
    ["31/04/2026", "dmy", null],
    ["04/31/2026", "dmy", null],
    ["20 Foo 2025", "dmy", null],
    ["1899-12-31", "dmy", null],
    ["2025-03", "dmy", null],
    ["soon", "dmy", null],
    ["12", "dmy", null],
    ["=TODAY()", "dmy", null],
    ["", "dmy", null],
  ])("%j with %s is %j", (cell, order, expected) => {
    expect(readDay(cell, order)).toBe(expected);
  });
});

describe("the order of day and month in a column", () => {
  it.each<[string[], DateOrder, DateOrder, boolean]>([
    [["03/04/2026", "20/04/2026"], "mdy", "dmy", true],
    [["03/04/2026", "04/20/2026"], "dmy", "mdy", true],
    [["03/04/2026 10:15", "04/05/2026 11:00"], "dmy", "dmy", false],
    [["03/04/2026"], "mdy", "mdy", false],
    [["03/03/2026"], "mdy", "mdy", true],
    [["20/04/2026", "04/20/2026", "21/04/2026"], "mdy", "dmy", false],
    [["2026-04-03", "03.04.2026", ""], "mdy", "mdy", true],
  ])("of %j with %s as the habit is %s, sure: %s", (cells, fallback, value, sure) => {
    expect(decideDateOrder(cells, fallback)).toMatchObject({ value, sure });
  });

  it("names a cell to ask about", () => {
    expect(decideDateOrder(["", "03/04/2026"], "dmy").example).toBe("03/04/2026");
  });
});
