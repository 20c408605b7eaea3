import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const isWide = (page: Page) => (page.viewportSize()?.width ?? 0) >= 768;

/** Colours change at once, or the rules would meet one on its way. */
const AT_ONCE = "*, ::before, ::after { transition: none !important; }";

/** The rules run in the page itself: another page for their end would send this one to the background. */
const rules = (page: Page) => new AxeBuilder({ page }).setLegacyMode();

async function brokenColours(page: Page) {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  return (await rules(page).withRules(["color-contrast"]).analyze()).violations;
}

/**
 * The accessibility rules that the page breaks now, each with its address and places: all rules in
 * light, and on a desktop also in dark those of colours, as nothing else differs. The page is left light.
 */
export async function brokenRules(page: Page): Promise<string[]> {
  await page.addStyleTag({ content: AT_ONCE });
  const dark = isWide(page) ? await brokenColours(page) : [];
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await rules(page).withTags(TAGS).analyze();
  return [...light.violations, ...dark].map(
    ({ id, nodes }) =>
      `${page.url()} ${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
}
