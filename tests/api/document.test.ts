import { expect, test } from "vitest";
import { apiDocument } from "@/lib/api/app";

test("the checked-in document is what is served; `npm run openapi` writes it", async () => {
  await expect(`${JSON.stringify(apiDocument(), null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/openapi.json",
  );
});
