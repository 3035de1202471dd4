/**
 * The explorer: an interactive page that simulates all engines side by side in the reader's browser.
 *
 * @example
 * ```ts
 * import { explorer } from "@pageferry/pageferry/explorer";
 * import { assertMatch } from "@std/assert";
 *
 * // Outside a notebook it prints one line.
 * const printed: string[] = [];
 * await explorer({ vm: { memoryBytes: 2 ** 30 } }, { log: (text) => printed.push(text) });
 * assertMatch(printed[0], /deno task explorer/);
 * ```
 *
 * @module
 */
export { explorer } from "./explorer.ts";
export { explorerPage, type ExplorerPageOptions } from "./explorer-page.ts";
