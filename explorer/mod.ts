/**
 * The explorer: an interactive page that simulates all engines side by side in the reader's browser.
 *
 * @example
 * ```ts
 * import { explorer } from "@pageferry/pageferry/explorer";
 *
 * await explorer({ vm: { memoryBytes: 2 ** 30 } });
 * ```
 *
 * @module
 */
export { explorer } from "./explorer.ts";
export { explorerPage, type ExplorerPageOptions } from "./explorer-page.ts";
