import { expect, test } from "vitest";
import { explainTab } from "./tab-words";

test("a tab is explained by the move that led there", () => {
  const move = { cause: "label_printed", actorName: "Ana", byRule: true, policyVersion: 3 };
  expect(explainTab("closed", move)).toBe(
    "In Closed because its shipping label was printed (automation policy version 3).",
  );
  expect(explainTab("archived", { ...move, cause: "by_hand", byRule: false })).toBe(
    "In Archived because a person moved it by hand (Ana).",
  );
  expect(explainTab("open", null)).toBe("In Open because it is new and something is still owed.");
});
