import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markup } from "./markup";

describe("markup", () => {
  test("escapes every value in text and in quoted attributes", () => {
    const name = `<script>"O'Neil" & sons</script>`;
    expect(String(markup`<td title="${name}">${name}</td>`)).toBe(
      '<td title="&lt;script&gt;&quot;O&#39;Neil&quot; &amp; sons&lt;/script&gt;">&lt;script&gt;&quot;O&#39;Neil&quot; &amp; sons&lt;/script&gt;</td>',
    );
  });

  test("keeps markup made by itself, one or many, and shows nothing for null", () => {
    const rows = ["a", "<b>"].map((text) => markup`<li>${text}</li>`);
    expect(String(markup`<ul>${rows}</ul>${null}${markup`<p>${3}</p>`}`)).toBe(
      "<ul><li>a</li><li>&lt;b&gt;</li></ul><p>3</p>",
    );
  });

  test("lets no value end its text or its attribute", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(String(markup`${text}`)).not.toMatch(/[<>"']/);
      }),
    );
  });
});
