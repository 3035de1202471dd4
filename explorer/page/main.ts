/// <reference lib="dom" />
/**
 * What the explorer's page runs, and its workers too: both are made of the one bundle.
 */
import { startPage } from "./page.ts";
import { startWorker } from "./worker.ts";

if (typeof document === "undefined") startWorker();
else startPage();
