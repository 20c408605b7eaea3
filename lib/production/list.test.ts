import { describe, expect, it } from "vitest";
import { PRODUCTION_LISTS, parseProductionList, productionHref } from "./list";

describe("the address of a list", () => {
  it("comes back as what it was made from", () => {
    for (const list of PRODUCTION_LISTS) {
      for (const q of [null, "a & b"]) {
        const search = { list, q, after: "x", before: null };
        const href = productionHref(search);
        const params = Object.fromEntries(new URL(href, "http://here.test").searchParams);
        expect(parseProductionList(params)).toEqual(search);
      }
    }
  });

  it("leaves out what is usual", () => {
    expect(productionHref({})).toBe("/production");
    expect(productionHref({ list: "open", q: "oak" })).toBe("/production?q=oak");
  });

  it("reads an unknown list as the first one", () => {
    expect(parseProductionList({ list: "all" }).list).toBe("open");
    expect(parseProductionList({ list: ["late", "open"] }).list).toBe("open");
  });
});
