import type { Frame, Page } from "playwright-core";
import type { Engine, MigrationResult, ScenarioInput } from "../../mod.ts";
import { METRICS } from "../../explorer/comparison.ts";
import { ENGINES } from "../../explorer/state.ts";
import { simulate } from "../../mod.ts";

/** The figures that are compared, and the verdict, by engine and field. */
export type ShownFigures = Record<string, Record<string, unknown>>;

/** Waits until an expression holds in the page. Playwright's own way evaluates in the page, whose policy forbids it. */
export async function until(page: Page | Frame, expression: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; !await page.evaluate(expression);) {
    if (Date.now() > deadline) throw new Error(`Not so within 30 s: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until the page grids of all engines are of the present scenario. */
export function filmed(page: Page | Frame): Promise<void> {
  return until(page, `document.querySelectorAll('.grid[data-old="false"]').length === 4`);
}

/** The figures of all engines as the page shows them, in full precision, once all are of the present scenario. */
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

/** The same figures of a scenario, as `simulate` gives them. */
export function simulatedFigures(scenario: ScenarioInput): ShownFigures {
  return Object.fromEntries(ENGINES.map((engine) => [engine, figuresOf(simulateAs(scenario, engine))]));
}

function simulateAs(scenario: ScenarioInput, engine: Engine): MigrationResult {
  return simulate({ ...scenario, migration: { ...scenario.migration, engine } });
}

function figuresOf(result: MigrationResult): Record<string, unknown> {
  return { ...Object.fromEntries(METRICS.map((name) => [name, result[name]])), verdict: result.verdict };
}

/** Clicks a button that copies, and returns what it copied. */
export async function copied(page: Page, button: string): Promise<string> {
  await page.evaluate("navigator.clipboard.writeText('')");
  await page.getByRole("button", { name: button }).click();
  await until(page, "navigator.clipboard.readText().then((text) => text !== '')");
  return await page.evaluate("navigator.clipboard.readText()");
}

/** The scenario that the page's button copies. */
export async function copiedScenario(page: Page): Promise<ScenarioInput> {
  return JSON.parse(await copied(page, "Copy scenario JSON"));
}

/** Opens every group of controls: on a narrow page some are closed. */
export async function openGroups(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll("details").forEach((group) => group.open = true)`);
}
