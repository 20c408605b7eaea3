import { expect, test } from "vitest";
import { placeInAddress, queueHref, queuePlaceSchema } from "./queue-input";

test("a place is one of before, after and to", () => {
  const read = (input: unknown) => queuePlaceSchema.safeParse(input).data ?? null;
  expect(read({ before: " SO-1 " })).toEqual({ before: "SO-1" });
  expect(read({ after: "SO-1" })).toEqual({ after: "SO-1" });
  expect(read({ to: "up" })).toEqual({ to: "up" });
  for (const wrong of [{}, { to: "middle" }, { before: "" }, { before: "A", after: "B" }]) {
    expect(read(wrong)).toBeNull();
  }
});

test("an address names a place or none, whatever else it says", () => {
  expect(placeInAddress({ to: "first", back: "/orders/open", before: "" })).toEqual({
    to: "first",
  });
  expect(placeInAddress({ to: ["first", "last"] })).toBeNull();
  expect(placeInAddress({ before: "SO-1", to: "last" })).toBeNull();
  expect(placeInAddress({})).toBeNull();
});

test("the page's address holds the place and the way back", () => {
  expect(queueHref("A/1", { before: "SO-2" }, "/orders/open?q=x")).toBe(
    "/orders/A%2F1/queue?before=SO-2&back=%2Forders%2Fopen%3Fq%3Dx",
  );
});
