/// <reference lib="dom" />
import type { JobWorker } from "../latest-job.ts";
import type { ExplorerJob } from "./jobs.ts";
import { doJob } from "./worker.ts";

/** Whether workers have been found not to run here. */
let blocked = false;
let bundleUrl: string | undefined;

/**
 * A worker that runs this page's own bundle, taken from its script element, so that nothing is fetched. Where a browser
 * lets such a page have no workers, it is one that does its jobs in the page.
 */
export function createWorker(): JobWorker {
  if (blocked) return workerInPage();
  try {
    bundleUrl ??= URL.createObjectURL(
      new Blob([document.getElementById("bundle")!.textContent!], { type: "text/javascript" }),
    );
    // A classic one: from a file, Chromium keeps modules from being workers.
    return withStandIn(new Worker(bundleUrl));
  } catch {
    blocked = true;
    return workerInPage();
  }
}

/** A worker that breaks before it has answered anything was kept from running: the page takes its job over. */
function withStandIn(worker: Worker): JobWorker {
  let answered = false;
  let standIn: JobWorker | undefined;
  let last: unknown;
  const outer: JobWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => (standIn ?? worker).terminate(),
    postMessage: (job) => (standIn ?? worker).postMessage(last = job),
  };
  worker.onmessage = (event) => {
    answered = true;
    outer.onmessage?.(event);
  };
  worker.onerror = (event) => {
    if (answered) return outer.onerror?.(event);
    blocked = true;
    standIn = workerInPage();
    standIn.onmessage = (event) => outer.onmessage?.(event);
    if (last !== undefined) standIn.postMessage(last);
  };
  return outer;
}

function workerInPage(): JobWorker {
  let ended = false;
  const worker: JobWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => void (ended = true),
    postMessage: (job) =>
      void setTimeout(() => {
        if (!ended) doJob(job as ExplorerJob, (data) => worker.onmessage?.({ data }));
      }),
  };
  return worker;
}
