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
import { ENGINES } from "../../mod.ts";
import { explorerPage } from "../../explorer/mod.ts";
import { FIELDS } from "../../explorer/fields.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
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

      await step("shows the results of simulate for the first state", async (page) => {
        assertEquals(await shownFigures(page), simulatedFigures(scenarioOfState(FIRST_STATE)));
        // In workers, because in the page they would block the controls.
        assert(page.workers().length >= ENGINES.length);
      });

      await step(
        "every slider changes the scenario, and the metrics are those of the copied scenario",
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

      await step("write patterns and examples do too", async (page) => {
        await openGroups(page);
        for (const kind of ["uniform", "power-law", "sequential"]) {
          await page.getByLabel("Write pattern").selectOption(kind);
          const scenario = await copiedScenario(page);
          assertEquals(await shownFigures(page), simulatedFigures(scenario), kind);
        }
        for (const situation of await page.locator("#situations button").all()) {
          await situation.click();
          const scenario = await copiedScenario(page);
          assertEquals(await shownFigures(page), simulatedFigures(scenario), await situation.innerText());
        }
      });

      await step("a link restores the state", async (page) => {
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
        // The address is the same as the copied link.
        await page.waitForURL(link);
        await withPage(browser, link, { viewport }, async (other) => {
          assertEquals(await shownFigures(other), figures);
          assertEquals(await copiedScenario(other), scenario);
        });
      });

      await step(
        "a link with bad parts keeps the others, and the address stays until something changes",
        async (page) => {
          const link = page.url();
          assertStrictEquals(
            await page.getByRole("alert").innerText(),
            'Ignored "writes" in the link: it must be a number, got "many"\n' +
              'Ignored "hot" in the link: Hot pages must be above 0 %, at most 100 %, got 5000 %',
          );
          const { vm, network } = await copiedScenario(page);
          assertEquals([vm, network!.bandwidthBitsPerSecond], [{ memoryBytes: 2 ** 28 }, 25e9]);
          await shownFigures(page);
          await filmed(page);
          assertStrictEquals(page.url(), link);
          await page.locator("#memoryBytes").press("ArrowLeft");
          await page.waitForURL(/#memory=201326592&link=25000000000$/);
          assertStrictEquals(await page.getByRole("alert").count(), 0);
        },
        "#memory=268435456&writes=many&hot=50&link=25000000000",
      );

      await step("Back and Forward step through the states", async (page) => {
        await shownFigures(page);
        await openGroups(page);
        const memory = page.locator("#memoryBytes-text");
        const memoryIs = (text: string) =>
          until(page, `document.querySelector("#memoryBytes-text").value === "${text}"`);
        await memory.fill("256 MiB");
        await memory.press("Enter");
        await page.waitForURL(/#memory=268435456$/);
        // Changes that are closer together are one step.
        await page.evaluate("new Promise((resolve) => setTimeout(resolve, 1100))");
        await page.locator("#situations button").nth(2).click();
        await page.waitForURL(/preset=song2014High/);
        const figures = await shownFigures(page);
        await page.goBack();
        await memoryIs("256 MiB");
        assertStrictEquals((await copiedScenario(page)).preset, "gigabit");
        await page.goBack();
        await memoryIs("1 GiB");
        assertEquals(await shownFigures(page), simulatedFigures(scenarioOfState(FIRST_STATE)));
        await page.goForward();
        await page.goForward();
        await memoryIs("512 MiB");
        assertEquals(await shownFigures(page), figures);
      });

      await step("an invalid value is reported in one line, and the last valid results stay", async (page) => {
        const before = await shownFigures(page);
        const memory = page.locator("#memoryBytes-text");
        for (
          const [typed, message] of [
            ["lots", /^Cannot read memory: it must be a number such as 512 MiB or 4 GiB, got "lots"$/],
            ["-1", /^Memory must be above 0 B, at most 256 TiB, got −1 GiB$/],
          ] as const
        ) {
          await memory.fill(typed);
          await memory.press("Enter");
          assertMatch(await page.getByRole("alert").innerText(), message);
          assertStrictEquals(await memory.getAttribute("aria-invalid"), "true");
          // Also at the field, which is in view on a phone.
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

      await step("write rates can be typed in bytes, and ambiguous shares are rejected", async (page) => {
        await page.locator("#writesPerSecond-text").fill("200 MB/s");
        await page.keyboard.press("Enter");
        const hot = page.locator("#hotFraction-text");
        await hot.fill("0.1");
        await hot.press("Enter");
        assertStrictEquals(
          await page.getByRole("alert").innerText(),
          "Cannot read hot pages: it must be 0.1 % or 10 % (0.1 could mean either)",
        );
        await hot.fill("0.1 %");
        await hot.press("Enter");
        assertEquals((await copiedScenario(page)).workload, {
          kind: "hot-cold",
          writesPerSecond: 200e6 / 4096,
          hotFraction: 0.001,
          hotShare: 0.9,
        });
      });

      await step('slow results of another guest give way to "computing…"', async (page) => {
        await shownFigures(page);
        await filmed(page);
        await page.evaluate(`(() => {
          const { postMessage } = Worker.prototype;
          Worker.prototype.postMessage = function (job) { setTimeout(() => postMessage.call(this, job), 1000); };
        })()`);
        await page.locator("#memoryBytes").press("ArrowLeft");
        await page.locator("#comparison .verdict").getByText("computing…").nth(3).waitFor();
        assertEquals(new Set(await page.locator("#comparison .value").allInnerTexts()), new Set(["…"]));
        assertStrictEquals(await page.locator("#comparison .is-best").count(), 0);
        assertEquals(await page.locator(".grid .place").allInnerTexts(), Array(4).fill("computing…"));
        await shownFigures(page);
        assert(await page.locator("#comparison .is-best").count() > 0);
      });

      await step("works with the keyboard alone, and every control has a name and shows its focus", async (page) => {
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
        await page.getByLabel("Time since the migrations began").press("Home");
        assertStrictEquals(await seconds(), 0);
        await page.getByLabel("Speed").selectOption("100 × real time");
        await page.getByRole("button", { name: "Play" }).click();
        await page.getByRole("button", { name: "Play again" }).waitFor();
        const shares = await page.locator(".grid .share").allInnerTexts();
        assertEquals(shares, Array(4).fill("100 % moved"));
        assertEquals(await page.locator(".grid .place").allInnerTexts(), Array(4).fill("done"));
      });

      await step(
        "the animation starts paused if the reader prefers reduced motion",
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

      await step("summarizes the results in a sentence", async (page) => {
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
