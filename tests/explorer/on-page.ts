import type { Frame, Page } from "playwright-core";
import type { Engine, MigrationResult, ScenarioInput } from "../../mod.ts";
import { METRICS } from "../../explorer/comparison.ts";
import { ENGINES, simulate } from "../../mod.ts";

/** The compared metrics and the verdict, by engine and field. */
export type ShownFigures = Record<string, Record<string, unknown>>;

/** Waits until an expression is true in the page. Playwright's `waitForFunction` needs `eval`, which the page's policy forbids. */
export async function until(page: Page | Frame, expression: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; !await page.evaluate(expression);) {
    if (Date.now() > deadline) throw new Error(`Not true within 30 s: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the page grids of all engines show the current scenario. */
export function filmed(page: Page | Frame): Promise<void> {
  return until(page, `document.querySelectorAll('.grid[data-old="false"]').length === 4`);
}

/** The metrics of all engines on the page in full precision, once all belong to the current scenario. */
export async function shownFigures(page: Page | Frame): Promise<ShownFigures> {
  await until(
    page,
    `document.querySelectorAll("#comparison td[data-figure]").length > 0 &&
      document.querySelectorAll('#comparison td[data-old="true"]').length === 0`,
  );
  return await page.evaluate(`Array.from(document.querySelectorAll("#comparison td[data-figure]")).reduce(
    (shown, { dataset: { engine, figure, value, verdict } }) => {
      (shown[engine] ??= {})[figure] = figure === "verdict" ? verdict : JSON.parse(value);
      return shown;
    }, {})`);
}

/** The same metrics of a scenario, from `simulate`. */
export function simulatedFigures(scenario: ScenarioInput): ShownFigures {
  return Object.fromEntries(ENGINES.map((engine) => [engine, figuresOf(simulateAs(scenario, engine))]));
}

function simulateAs(scenario: ScenarioInput, engine: Engine): MigrationResult {
  return simulate({ ...scenario, migration: { ...scenario.migration, engine } });
}

function figuresOf(result: MigrationResult): Record<string, unknown> {
  return { ...Object.fromEntries(METRICS.map((name) => [name, result[name]])), verdict: result.verdict };
}

/** Clicks a copy button and returns the copied text. */
export async function copied(page: Page, button: string): Promise<string> {
  await page.evaluate("navigator.clipboard.writeText('')");
  await page.getByRole("button", { name: button }).click();
  await until(page, "navigator.clipboard.readText().then((text) => text !== '')");
  return await page.evaluate("navigator.clipboard.readText()");
}

/** The scenario that the page copies. */
export async function copiedScenario(page: Page): Promise<ScenarioInput> {
  return JSON.parse(await copied(page, "Copy scenario JSON"));
}

/** Opens every group of controls. Some are closed on a narrow page. */
export async function openGroups(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll("details").forEach((group) => group.open = true)`);
}
