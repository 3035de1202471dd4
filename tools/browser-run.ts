import { delay } from "@std/async/delay";
import { retry, RetryError } from "@std/async/retry";
import { basename, join } from "@std/path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { firstAnswering } from "./find-jupyter.ts";
import { makeKernelHome } from "./kernel-home.ts";
import { runLab } from "./lab-run.ts";
import type { Notebook } from "./notebook.ts";
import type { NotebookFile } from "./notebook-check.ts";
import { isBusy, type PageCell, problemsOnPage, READ_CELLS } from "./page-cells.ts";

/** Options of {@linkcode runInBrowser}. */
export interface BrowserRunOptions {
  /** Path of Chromium. */
  chromium: string;
  /** Folder for copies of the notebooks without outputs; within the project, where the package's name resolves. */
  work: string;
  /** Folder for a screenshot of each notebook. */
  screenshots: string;
  /** Time limit for one notebook. */
  timeoutSeconds: number;
  /** Stops the run. */
  signal: AbortSignal;
  /** Called with one line for each notebook. */
  log: (line: string) => void;
}

/** Commands of the classic Notebook: the one on PATH, or Debian's, which another Python may hide. */
const SERVERS = [["jupyter", "notebook"], ["/usr/bin/python3", "-m", "notebook"]];
/** Time limit for the start of Jupyter, a page or a kernel. */
const START_MILLISECONDS = 90_000;
const VIEWPORT = { width: 1280, height: 900 };
const JUPYTER_SCRIPTS = /\/(?:static|nbextensions|custom|api)\//;
/** Largest height of a screenshot in Chromium. */
const MOST_PIXELS = 16_000;

/**
 * Opens notebooks in the classic Notebook, runs all cells through the menu, and checks the page.
 *
 * @returns the problems, one line each
 * @throws {Error} if there is no classic Notebook, or it or Chromium does not start; no process is left then
 */
export async function runInBrowser(files: readonly NotebookFile[], options: BrowserRunOptions): Promise<string[]> {
  const { work, screenshots, timeoutSeconds, log } = options;
  const server = await firstAnswering(SERVERS);
  if (server === undefined) {
    throw new Error(
      "Cannot browse notebooks: the classic Notebook is not installed (Debian: apt-get install jupyter-notebook)",
    );
  }
  await copyWithoutOutputs(files, work);
  await Deno.mkdir(screenshots, { recursive: true });
  await using home = await makeKernelHome();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const [port, token] = [freePort(), crypto.randomUUID()];
  const flags = ["--no-browser", `--port=${port}`, "--port-retries=0", `--NotebookApp.token=${token}`];
  const { JUPYTER_PATH: _, ...env } = home.env;
  const lab = runLab({ server, notebooks: work, data: home.path, flags, env, signal, output: "null" });
  try {
    const ended = lab.then((code) => {
      throw new Error(`Cannot browse notebooks: Jupyter ended with exit code ${code}`);
    });
    // At the end, the promise is no longer awaited.
    ended.catch(() => {});
    const address = `http://127.0.0.1:${port}`;
    await Promise.race([answering(`${address}/api/status?token=${token}`, signal), ended]);
    // Chromium's sandbox does not work as root, as in a container. The pages are the project's own.
    const sandbox = Deno.uid() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({
      executablePath: options.chromium,
      args: sandbox,
      // Playwright would end this process at once, and Jupyter would keep running.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    signal.addEventListener("abort", () => void browser.close(), { once: true });
    try {
      const problems: string[] = [];
      for (const { path, notebook } of files) {
        signal.throwIfAborted();
        const began = performance.now();
        const url = `${address}/notebooks/${encodeURIComponent(basename(path))}?token=${token}`;
        const picture = join(screenshots, basename(path).replace(/\.ipynb$/, ".png"));
        const found = await Promise.race([browse(browser, url, notebook, picture, timeoutSeconds), ended]);
        // After an abort the page is closed, and its problems are not reported.
        signal.throwIfAborted();
        problems.push(...found.map((problem) => `${path}: ${problem}`));
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        log(`${path}: ${seconds} s, ${found.length === 0 ? "all outputs visible" : "failed"}`);
      }
      return problems;
    } finally {
      await browser.close();
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw error;
  } finally {
    stop.abort();
    await lab.catch(() => {});
  }
}

/** Runs one notebook on a new page. */
async function browse(
  browser: Browser,
  url: string,
  notebook: Notebook,
  picture: string,
  timeoutSeconds: number,
): Promise<string[]> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(START_MILLISECONDS);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`the page failed with ${error.message.split("\n", 1)[0]}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // Errors of Jupyter's own scripts are ignored; the location of a refused script is only in the text.
    if (JUPYTER_SCRIPTS.test(message.location().url) || JUPYTER_SCRIPTS.test(message.text())) return;
    complaints.push(`the page logged an error: ${message.text().split("\n", 1)[0]}`);
  });
  try {
    await page.goto(url);
    const step = await reached(page);
    if (step !== undefined) return [`${step} within ${START_MILLISECONDS / 1000} s`, ...complaints];
    await page.click("#celllink");
    await page.click("#run_all_cells");
    const cells = await cellsWhenDone(page, timeoutSeconds);
    await photograph(page, picture);
    if (isBusy(cells)) {
      const running = cells.findIndex(({ prompt }) => prompt.includes("*"));
      return [`cell ${running + 1}: did not finish within ${timeoutSeconds} s of Run All`, ...complaints];
    }
    return [...problemsOnPage(notebook, cells), ...complaints];
  } finally {
    await page.close();
  }
}

/** Waits for the notebook and its kernel. Returns the step that failed, if any. */
async function reached(page: Page): Promise<string | undefined> {
  const steps = [
    ["the page of the classic Notebook did not load", "window.Jupyter?.notebook?._fully_loaded === true"],
    ["no kernel was connected", "Jupyter.notebook.kernel?.is_connected() === true"],
  ];
  for (const [missing, condition] of steps) {
    try {
      await page.waitForFunction(condition);
    } catch {
      return missing;
    }
  }
}

async function cellsWhenDone(page: Page, timeoutSeconds: number): Promise<PageCell[]> {
  const end = performance.now() + timeoutSeconds * 1000;
  for (;;) {
    const cells = await page.evaluate<PageCell[]>(READ_CELLS);
    if (!isBusy(cells) || performance.now() > end) return cells;
    await delay(200);
  }
}

/** Saves a screenshot of the whole notebook. The page scrolls an inner element, so the window must be as high as that. */
async function photograph(page: Page, picture: string): Promise<void> {
  const height = await page.evaluate<number>("document.querySelector('#notebook-container').scrollHeight + 250");
  await page.setViewportSize({ width: VIEWPORT.width, height: Math.min(MOST_PIXELS, Math.ceil(height)) });
  await page.screenshot({ path: picture });
}

async function copyWithoutOutputs(files: readonly NotebookFile[], work: string): Promise<void> {
  await Deno.remove(work, { recursive: true }).catch(() => {});
  await Deno.mkdir(work, { recursive: true });
  for (const { path, notebook } of files) {
    const cells = notebook.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell
    );
    await Deno.writeTextFile(join(work, basename(path)), JSON.stringify({ ...notebook, cells }));
  }
}

/** Returns a free port. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function answering(url: string, signal: AbortSignal): Promise<void> {
  const requireAnswer = async () => {
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  };
  const interval = { minTimeout: 100, maxTimeout: 100, jitter: 0 };
  try {
    await retry(requireAnswer, { maxAttempts: START_MILLISECONDS / 100, signal, ...interval });
  } catch (error) {
    if (!(error instanceof RetryError)) throw error;
    throw new Error(`Cannot browse notebooks: Jupyter did not answer within ${START_MILLISECONDS / 1000} s`);
  }
}
