import { assertEquals } from "@std/assert";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/find-chromium.ts";

/** The path of Chromium; `undefined` if it is not installed. */
export const CHROMIUM: string | undefined = found();

function found(): string | undefined {
  try {
    return findChromium();
  } catch {
    return undefined;
  }
}

/** Declares a test that drives Chromium. It is ignored if Chromium is not installed. */
export function browserTest(name: string, fn: (browser: Browser, t: Deno.TestContext) => Promise<void>): void {
  Deno.test({
    name: CHROMIUM ? name : `${name} (ignored: needs Chromium, apt-get install chromium)`,
    ignore: !CHROMIUM,
    // Playwright keeps timers running.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async (t) => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
      try {
        await fn(browser, t);
      } finally {
        await browser.close();
      }
    },
  });
}

/** Opens an address and fails on errors and warnings of the page and on requests to other addresses. */
export async function withPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  fn: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const wrong: string[] = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.split("#")[0] === address.split("#")[0]) return route.continue();
    wrong.push(`request for ${url.slice(0, 100)}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console ${message.type()}: ${message.text()}`);
  });
  try {
    await page.goto(address);
    await fn(page);
    assertEquals(wrong, []);
  } finally {
    await context.close();
  }
}
