import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertNotStrictEquals,
  assertStrictEquals,
} from "@std/assert";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { explorerPage } from "../../explorer/mod.ts";
import { FIELDS } from "../../explorer/fields.ts";
import { ENGINES, FIRST_STATE } from "../../explorer/state.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";
import { browserTest, withPage } from "./chromium.ts";
import { copied, copiedScenario, filmed, openGroups, shownFigures, simulatedFigures, until } from "./on-page.ts";

const SIZES = { laptop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

async function withFile(html: string, fn: (address: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "pageferry-test-", suffix: ".html" });
  try {
    await Deno.writeTextFile(path, html);
    await fn(pathToFileURL(path).href);
  } finally {
    await Deno.remove(path);
  }
}

const overflow = (page: Page) => page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

for (const [name, viewport] of Object.entries(SIZES)) {
  browserTest(`the explorer on a ${name}`, async (browser, t) => {
    await withFile(await explorerPage(), async (address) => {
      const step = (what: string, fn: (page: Page) => Promise<void>, fragment = "", options = {}) =>
        t.step(what, () => withPage(browser, address + fragment, { viewport, ...options }, fn));

      await step("shows what simulate gives for the first state", async (page) => {
        assertEquals(await shownFigures(page), simulatedFigures(scenarioOfState(FIRST_STATE)));
        // In workers, not in the page, whose controls would hang meanwhile.
        assert(page.workers().length >= ENGINES.length);
      });

      await step(
        "every slider changes the scenario, and the figures are those of the scenario copied",
        async (page) => {
          await shownFigures(page);
          await openGroups(page);
          await page.getByLabel("Hypervisor").selectOption("QEMU");
          let last = JSON.stringify(await copiedScenario(page));
          for (const field of FIELDS.filter(({ matters }) => matters({ ...FIRST_STATE, hypervisor: "qemu" }))) {
            const slider = page.locator(`#${field.name}`);
            await slider.press(await slider.inputValue() === "0" ? "ArrowRight" : "ArrowLeft");
            const scenario = await copiedScenario(page);
            assertEquals(await shownFigures(page), simulatedFigures(scenario), field.label);
            assertNotStrictEquals(JSON.stringify(scenario), last, field.label);
            last = JSON.stringify(scenario);
          }
        },
      );

      await step("kinds of workload, hypervisors and situations do too", async (page) => {
        await openGroups(page);
        for (const kind of ["uniform", "power-law", "sequential"]) {
          await page.getByLabel("Writes", { exact: true }).selectOption(kind);
          const scenario = await copiedScenario(page);
          assertEquals(await shownFigures(page), simulatedFigures(scenario), kind);
        }
        for (const situation of await page.locator("#situations button").all()) {
          await situation.click();
          const scenario = await copiedScenario(page);
          assertEquals(await shownFigures(page), simulatedFigures(scenario), await situation.innerText());
        }
      });

      await step("a link brings the state back", async (page) => {
        await openGroups(page);
        await page.locator("#memoryBytes-text").fill("768 MiB");
        await page.keyboard.press("Enter");
        await page.locator("#exponent, #hotShare").first().press("Home");
        await page.locator("#seed").fill("a seed & more #1");
        await page.keyboard.press("Tab");
        const link = await copied(page, "Copy link");
        const scenario = await copiedScenario(page);
        assertStrictEquals(scenario.seed, "a seed & more #1");
        const figures = await shownFigures(page);
        // Not the copied link alone: the address bar says the same.
        await page.waitForURL(link);
        await withPage(browser, link, { viewport }, async (other) => {
          assertEquals(await shownFigures(other), figures);
          assertEquals(await copiedScenario(other), scenario);
        });
      });

      await step("a link that says nonsense is told of in one line, and the rest of it holds", async (page) => {
        const scenario = await copiedScenario(page);
        assertStrictEquals(scenario.vm!.memoryBytes, 2 ** 28);
        assertStrictEquals(
          await page.getByRole("alert").innerText(),
          'Cannot read link: writes must be a number, got "many"',
        );
      }, "#memory=268435456&writes=many");

      await step("what cannot be is told of in one line, and the last good picture stays", async (page) => {
        const before = await shownFigures(page);
        const memory = page.locator("#memoryBytes-text");
        for (
          const [typed, message] of [
            ["lots", /^Cannot read memory: it must be a number such as 512 MiB or 4 GiB, got "lots"$/],
            ["-1", /^Cannot read scenario: vm\.memoryBytes must be a whole number of bytes above 0/],
          ] as const
        ) {
          await memory.fill(typed);
          await memory.press("Enter");
          assertMatch(await page.getByRole("alert").innerText(), message);
          assertStrictEquals(await memory.getAttribute("aria-invalid"), "true");
          // At the field too, where a phone shows it.
          const told = page.locator(`#${await memory.getAttribute("aria-describedby")}`);
          assertMatch(await told.innerText(), message);
          assert((await told.boundingBox())!.y < viewport.height);
          await copiedScenario(page);
          assertStrictEquals(await page.locator("#status").innerText(), "Last valid scenario (pre-copy) copied.");
          assertEquals(await shownFigures(page), before);
        }
        await memory.press("Escape");
        assertStrictEquals(await memory.inputValue(), "1 GiB");
        assertStrictEquals(await memory.getAttribute("aria-invalid"), null);
        assertStrictEquals(await page.getByRole("alert").count(), 0);
        await memory.fill("3.7 GiB");
        await memory.press("Enter");
        assertStrictEquals((await copiedScenario(page)).vm!.memoryBytes, 969_933 * 4096);
        assertStrictEquals(await page.locator("#status").innerText(), "Scenario (pre-copy) copied.");
        await memory.fill("2");
        await memory.press("Enter");
        assertStrictEquals(await page.getByRole("alert").count(), 0);
        assertStrictEquals((await copiedScenario(page)).vm!.memoryBytes, 2 ** 31);
      });

      await step("a link to what cannot be is told of, and the first state shown", async (page) => {
        assertStrictEquals(
          await page.getByRole("alert").innerText(),
          "Cannot explore: written part must be above 0 %, at most 100 %, got −1 %",
        );
        assertEquals(await shownFigures(page), simulatedFigures(scenarioOfState(FIRST_STATE)));
      }, "#written=-0.01");

      await step("nothing is called best while figures are worked out anew", async (page) => {
        await shownFigures(page);
        const seen = `Array.from(document.querySelectorAll("#comparison .best:not([hidden])"))
          .filter((best) => getComputedStyle(best).visibility === "visible").length`;
        assert(await page.evaluate<number>(seen) > 0);
        await page.evaluate(`document.querySelector("#comparison").dataset.mixed = "true"`);
        await until(page, `${seen} === 0`);
        const mixed = await page.evaluate(`(() => {
          const slider = document.querySelector("#memoryBytes");
          slider.stepUp();
          slider.dispatchEvent(new Event("input"));
          return document.querySelector("#comparison").dataset.mixed;
        })()`);
        assertStrictEquals(mixed, "true");
        await shownFigures(page);
        await until(page, `${seen} > 0`);
      });

      await step("works by keyboard alone, and every control has a name and shows its focus", async (page) => {
        const before = await shownFigures(page);
        const seen = new Set<string>();
        for (let presses = 0; presses < 80; presses++) {
          await page.keyboard.press("Tab");
          const focus = await page.evaluate<{ id: string; outline: string } | null>(`(() => {
            const { activeElement } = document;
            if (activeElement === document.body) return null;
            return { id: activeElement.id || activeElement.textContent, outline: getComputedStyle(activeElement).outlineStyle };
          })()`);
          if (focus === null) break;
          assertStrictEquals(focus.outline, "solid", focus.id);
          seen.add(focus.id);
          if (focus.id === "memoryBytes") await page.keyboard.press("ArrowLeft");
          if (focus.id === "play") await page.keyboard.press("Space");
        }
        for (const id of ["copy-link", "memoryBytes", "memoryBytes-text", "workload", "play", "scrubber", "speed"]) {
          assert(seen.has(id), `${id} is not reached`);
        }
        assertNotEquals(await shownFigures(page), before);
        const unnamed = await page.evaluate(
          `Array.from(document.querySelectorAll("input, select, button, canvas, textarea"))
          .filter((e) => !e.labels?.length && !e.getAttribute("aria-label") && !e.textContent.trim()).map((e) => e.outerHTML)`,
        );
        assertEquals(unnamed, []);
      });

      await step("the animation plays, pauses, steps, seeks and changes its speed", async (page) => {
        const animation = page.locator("#animation");
        const seconds = async () => Number(await animation.getAttribute("data-seconds"));
        await shownFigures(page);
        await filmed(page);
        await page.getByRole("button", { name: "Pause" }).click();
        const paused = await seconds();
        await page.getByRole("button", { name: "One step forward" }).click();
        const forward = await seconds();
        assert(forward > paused);
        await page.getByRole("button", { name: "One step back" }).click();
        assert(await seconds() < forward);
        await page.getByLabel("Moment of the migrations").press("Home");
        assertStrictEquals(await seconds(), 0);
        await page.getByLabel("Speed").selectOption("100 × real time");
        await page.getByRole("button", { name: "Play" }).click();
        await page.getByRole("button", { name: "Play again" }).waitFor();
        const shares = await page.locator(".grid .share").allInnerTexts();
        assertEquals(shares, Array(4).fill("100 % moved"));
        assertEquals(await page.locator(".grid .place").allInnerTexts(), Array(4).fill("done"));
      });

      await step(
        "the animation stands still for who asks for less motion",
        async (page) => {
          await shownFigures(page);
          await filmed(page);
          const animation = page.locator("#animation");
          assertStrictEquals(await animation.getAttribute("data-playing"), "false");
          const before = await animation.getAttribute("data-seconds");
          await page.evaluate("new Promise((resolve) => setTimeout(resolve, 300))");
          assertStrictEquals(await animation.getAttribute("data-seconds"), before);
          await page.getByRole("button", { name: "Play" }).waitFor();
        },
        "",
        { reducedMotion: "reduce" },
      );

      await step("says in a sentence what has changed", async (page) => {
        await page.locator("#summary").filter({ hasText: /^Shortest: .*Least downtime: post-copy/ }).waitFor();
      });

      await step("nothing is wider than the page", async (page) => {
        await openGroups(page);
        for (const situation of await page.locator("#situations button").all()) {
          await situation.click();
          await shownFigures(page);
          await page.locator('.plot[data-old="false"]').first().waitFor();
          assert(await overflow(page) <= 0, await situation.innerText());
        }
      });
    });
  });
}
