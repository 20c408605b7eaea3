import { expect, test } from "vitest";
import { chunksOf } from "./chunks";

test("a list comes in parts of a size, in its order, and the last is what is left", () => {
  expect([...chunksOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...chunksOf([1, 2], 2)]).toEqual([[1, 2]]);
});

test("an empty list has no parts", () => {
  expect([...chunksOf([], 2)]).toEqual([]);
});
