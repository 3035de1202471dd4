import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { explorerPage } from "../../explorer/mod.ts";
import { frameHtml } from "../../explorer/explorer.ts";
import { servePage } from "../../cli/serve-page.ts";
import { browserTest, withPage } from "./chromium.ts";
import { shownFigures, simulatedFigures } from "./on-page.ts";

const SCENARIO = {
  preset: "qemu",
  vm: { memoryBytes: 2 ** 28, vcpus: 2 },
  workload: { kind: "uniform", writesPerSecond: 3000 },
  seed: 7,
} as const;

/** Serves a page on loopback while `fn` runs, as a notebook's server does. */
async function withServer(html: string, fn: (address: string) => Promise<void>): Promise<void> {
  const end = new AbortController();
  let served: Promise<void> | undefined;
  const address = await new Promise<string>((resolve) => served = servePage(html, 0, resolve, end.signal));
  try {
    await fn(address);
  } finally {
    end.abort();
    await served;
  }
}

browserTest("the explorer in a frame, as in a notebook, runs the scenario it was given", async (browser) => {
  const notebook = `<!doctype html><title>Notebook</title><link rel="icon" href="data:,"><p>Output:</p>` +
    frameHtml(await explorerPage(SCENARIO, { packed: true }));
  await withServer(
    notebook,
    (address) =>
      withPage(browser, address, { viewport: { width: 900, height: 700 } }, async (page) => {
        const frame = await (await page.locator("iframe").elementHandle())!.contentFrame();
        assertEquals(await shownFigures(frame!), simulatedFigures(SCENARIO));
        assert(page.workers().length > 0);
        const inFrame = page.frameLocator("iframe");
        // A frame has no address for links.
        assertStrictEquals(await inFrame.getByRole("button", { name: "Copy link" }).count(), 0);
        await inFrame.getByRole("button", { name: "Copy scenario JSON" }).click();
        await inFrame.getByText("Scenario (pre-copy) copied.").waitFor();
        await inFrame.getByText("One run in detail").click();
        await inFrame.locator('[data-plot="rounds"][data-old="false"] svg').waitFor();
        // The frame is as high as the page, so nothing scrolls in it.
        assert(await frame!.evaluate<boolean>("document.body.scrollHeight <= innerHeight"));
        assert(await frame!.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"));
      }),
  );
});

browserTest("the explorer served on loopback works as the file does", async (browser) => {
  await withServer(await explorerPage(SCENARIO), (address) =>
    withPage(browser, address, {}, async (page) => {
      assertEquals(await shownFigures(page), simulatedFigures(SCENARIO));
      assert(page.workers().length > 0);
    }));
});
