/// <reference lib="dom" />
/**
 * The entry module of the explorer's script, which runs in the page and in its workers.
 */
import { startPage } from "./page.ts";
import { startWorker } from "./worker.ts";

if (typeof document === "undefined") startWorker();
else startPage();
