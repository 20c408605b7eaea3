import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  formatDay,
  formatInstant,
  formatShortDay,
  formatTime,
  isDay,
  relativeDay,
  todayIn,
} from "./dates";

const day = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9990-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe("today", () => {
  test("is the workspace's day, not the server's", () => {
    const now = new Date("2026-06-12T22:30:00Z");
    expect(todayIn("Europe/Berlin", now)).toBe("2026-06-13");
    expect(todayIn("America/New_York", now)).toBe("2026-06-12");
    expect(todayIn("Pacific/Kiritimati", now)).toBe("2026-06-13");
    expect(todayIn("Pacific/Pago_Pago", now)).toBe("2026-06-12");
  });

  test("changes at local midnight on both sides of daylight saving", () => {
    expect(todayIn("Europe/Berlin", new Date("2026-03-28T22:59:59Z"))).toBe("2026-03-28");
    expect(todayIn("Europe/Berlin", new Date("2026-03-28T23:00:00Z"))).toBe("2026-03-29");
    expect(todayIn("Europe/Berlin", new Date("2026-03-29T21:59:59Z"))).toBe("2026-03-29");
    expect(todayIn("Europe/Berlin", new Date("2026-03-29T22:00:00Z"))).toBe("2026-03-30");
    expect(todayIn("America/New_York", new Date("2026-11-02T04:59:59Z"))).toBe("2026-11-01");
    expect(todayIn("America/New_York", new Date("2026-11-02T05:00:00Z"))).toBe("2026-11-02");
  });
});

describe("days", () => {
  test("adding days crosses months, leap days and daylight saving", () => {
    expect(addDays("2026-03-28", 1)).toBe("2026-03-29");
    expect(addDays("2026-03-29", 1)).toBe("2026-03-30");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  });

  test("the distance to a day that was reached by adding is what was added", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3000, max: 3000 }), (from, count) => {
        fc.pre(from > "0010" && from < "9980");
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
  });

  test("days order as text as they do in time", () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        expect(Math.sign(daysBetween(one, other))).toBe(one < other ? 1 : one > other ? -1 : 0);
      }),
    );
  });

  test("only real calendar days are days", () => {
    const texts = ["2026-06-12", "2028-02-29", "0099-01-01"];
    expect(texts.filter((text) => !isDay(text))).toEqual([]);
    const others = [
      "2026-02-29",
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "2026-6-1",
      "0000-01-01",
    ];
    expect([...others, "12.06.2026", "", "2026-06-12T00:00"].filter(isDay)).toEqual([]);
  });

  test("text that is no day throws instead of becoming another day", () => {
    expect(() => addDays("yesterday", 1)).toThrow(RangeError);
  });
});

describe("words", () => {
  test("a day names its year only when it is not this year", () => {
    expect(formatDay("2026-06-12", "en-GB", "2026-01-30")).toBe("Fri 12 Jun");
    expect(formatDay("2027-06-11", "en-GB", "2026-01-30")).toBe("Fri, 11 Jun 2027");
    expect(formatDay("2026-06-12", "en-GB")).toBe("Fri, 12 Jun 2026");
    expect(formatDay("2026-06-12", "en-US", "2026-01-30")).toBe("Fri, Jun 12");
    expect(formatShortDay("2026-06-12", "en-GB", "2026-01-30")).toBe("12 Jun");
    expect(formatShortDay("2027-06-12", "en-GB", "2026-01-30")).toBe("12 Jun 2027");
  });

  test("a day is told by its distance from today", () => {
    const told = [-2, -1, 0, 1, 3].map((n) => relativeDay(addDays("2026-06-12", n), "2026-06-12"));
    expect(told).toEqual(["2 days late", "1 day late", "today", "tomorrow", "in 3 days"]);
    expect(relativeDay("2026-06-11", "2026-06-12", "ago")).toBe("1 day ago");
  });

  test("an instant is told in the workspace's zone", () => {
    const at = new Date("2026-06-12T22:30:00Z");
    expect(formatInstant(at, "Europe/Berlin", "en-GB")).toBe("13 Jun 2026, 00:30");
    expect(formatTime(at, "America/New_York", "en-GB")).toBe("18:30");
  });
});

test("nothing depends on the time zone of the server", () => {
  const script = `
    import { addDays, daysBetween, formatDay, isDay, todayIn } from "./lib/shared/dates.ts";
    const at = new Date("2026-03-29T00:30:00Z");
    const days = Array.from({ length: 400 }, (_, n) => addDays("2026-01-01", n));
    console.log(JSON.stringify([days, days.map((d) => daysBetween("2026-01-01", d)), days.every(isDay),
      formatDay("2026-03-29", "en-GB"), todayIn("Europe/Berlin", at), todayIn("America/New_York", at)]));`;
  const answers = ["UTC", "America/New_York", "Pacific/Kiritimati", "Europe/Berlin"].map((TZ) =>
    execFileSync(
      process.execPath,
      ["--experimental-strip-types", "--no-warnings", "--input-type=module", "-e", script],
      { env: { ...process.env, TZ }, encoding: "utf8" },
    ),
  );
  expect(new Set(answers).size).toBe(1);
});
