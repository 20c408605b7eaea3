import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Shows the page in a colour scheme; colours change in a short transition, which has to be over. */
async function show(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await nextFrame();
  });
}

const isWide = (page: Page) => (page.viewportSize()?.width ?? 0) >= 768;

async function brokenColours(page: Page) {
  await show(page, "dark");
  return (await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze()).violations;
}

/**
 * The accessibility rules that the page breaks now, each with its address and places: all rules in
 * light, and on a desktop also in dark those of colours, as nothing else differs. The page is left light.
 */
export async function brokenRules(page: Page): Promise<string[]> {
  const dark = isWide(page) ? await brokenColours(page) : [];
  await show(page, "light");
  const light = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return [...light.violations, ...dark].map(
    ({ id, nodes }) =>
      `${page.url()} ${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
}
