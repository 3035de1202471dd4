// cspell:ignore invalide invoer ongeldige seiten
import type { ScenarioInput } from "../../mod.ts";
import { assert, assertEquals, assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { explorer, explorerPage } from "../../explorer/mod.ts";
import { explorerHtml } from "../../explorer/explorer-html.ts";
import { frameHtml } from "../../explorer/explorer.ts";
import { packScript } from "../../explorer/pack-script.ts";
import type { JupyterKernel } from "../../lib/plot.ts";
import { ROOT } from "../cli/command-line.ts";

const SCENARIO: ScenarioInput = { preset: "qemu", vm: { memoryBytes: 2 ** 28 } };

Deno.test("explorerPage() is one small file that loads nothing and contains no path of this machine", async () => {
  const page = await explorerPage(SCENARIO);
  assertMatch(page, /^\s*<!doctype html>/);
  assert(page.length < 600_000);
  assert(!page.includes(ROOT), "a path of this machine");
  assertNotMatch(page, /<(script|link|img|iframe)[^>]+(src|href)="(?!data:)/);
  assertMatch(page, /default-src 'none'/);
});

Deno.test("explorerPage() contains neither linkedom nor the languages of zod", async () => {
  const page = await explorerPage();
  assertNotMatch(page, /linkedom|HTMLTemplateElement/);
  assertNotMatch(page, /Ongeldige invoer|entrée invalide/i);
});

Deno.test("explorerPage() returns the same page every time", async () => {
  assertStrictEquals(await explorerPage(SCENARIO), await explorerPage(SCENARIO));
});

Deno.test("explorerPage(invalid scenario) throws the error of parseScenario", async () => {
  await assertRejectsWith(() => explorerPage({ vm: { memoryBytes: 1 } }), {
    name: "RangeError",
    message: "Cannot read scenario: vm.memoryBytes must be a whole number of pages of 4096 bytes, got 1",
  });
});

Deno.test("explorerHtml() escapes the ends of scripts in the script and the scenario", () => {
  const page = explorerHtml({ script: 'const a = "</script><!--";', scenario: { ...SCENARIO, seed: "</Script><b>" } });
  assertMatch(page, /const a = "\\u003c\/script>\\u003c!--";/);
  assertMatch(page, /"seed":"\\u003c\/Script><b>"/);
});

Deno.test("packScript(script) is gzip in base64 and unpacks to the script", async () => {
  const script = "const pages = 32; // „Seiten“\n".repeat(2000);
  const packed = await packScript(script);
  assert(packed.length < script.length / 20);
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertStrictEquals(await new Response(stream).text(), script);
});

Deno.test("explorer(scenario) shows the page as a frame that is small enough for a saved notebook", async () => {
  const shown: Record<string, string>[] = [];
  const kernel: JupyterKernel = {
    display: (bundle) => Promise.resolve(void shown.push(bundle)),
    broadcast: () => undefined,
  };
  await explorer(SCENARIO, { kernel });
  assertStrictEquals(shown.length, 1);
  assertStrictEquals(shown[0]["text/html"], frameHtml(await explorerPage(SCENARIO, { packed: true })));
  assertMatch(shown[0]["text/html"], /^<iframe title="Pageferry explorer"/);
  assert(shown[0]["text/html"].length < 280_000);
});

Deno.test("explorer() outside Jupyter prints how to get the page", async () => {
  const lines: string[] = [];
  await explorer(undefined, { kernel: null, log: (text) => lines.push(text) });
  assertEquals(lines, ["The explorer is shown in notebooks; `deno task explorer` writes it as a page of its own."]);
});
