import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { type JobAnswer, type JobWorker, LatestJob } from "../../explorer/latest-job.ts";

class FakeWorker implements JobWorker {
  jobs: unknown[] = [];
  ended = false;
  onmessage: JobWorker["onmessage"] = null;
  onerror: JobWorker["onerror"] = null;
  postMessage(job: unknown): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: JobAnswer<string>): void {
    this.onmessage?.({ data });
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const answers: JobAnswer<string>[] = [];
  const clock = { now: 0 };
  const job = new LatestJob<number, string>({
    create: () => workers[workers.push(new FakeWorker()) - 1],
    onAnswer: (answer) => answers.push(answer),
    patienceMilliseconds: 30,
    now: () => clock.now,
  });
  return { job, workers, answers, clock };
}

Deno.test("a job goes to a worker that is made for it, and its answer comes", () => {
  const { job, workers, answers } = setUp();
  assertStrictEquals(workers.length, 0);
  job.submit(1);
  workers[0].answer({ result: "one" });
  job.submit(2);
  workers[0].answer({ result: "two" });
  assertEquals(workers.map(({ jobs }) => jobs), [[1, 2]]);
  assertEquals(answers, [{ result: "one" }, { result: "two" }]);
});

Deno.test("of jobs that come while a young one runs only the last is done, and only its answer comes", () => {
  const { job, workers, answers } = setUp();
  [1, 2, 3, 4].forEach((number) => job.submit(number));
  workers[0].answer({ result: "one" });
  assertEquals(workers[0].jobs, [1, 4]);
  workers[0].answer({ result: "four" });
  assertEquals(answers, [{ result: "four" }]);
});

Deno.test("a job that has run for long is ended for the next one", () => {
  const { job, workers, answers, clock } = setUp();
  job.submit(1);
  clock.now = 31;
  job.submit(2);
  assertEquals(workers.map(({ jobs, ended }) => [jobs, ended]), [[[1], true], [[2], false]]);
  workers[0].answer({ result: "too late" });
  workers[1].answer({ result: "two" });
  assertEquals(answers, [{ result: "two" }]);
});

Deno.test("a job may have several answers; a new job silences the rest of them", () => {
  const { job, workers, answers } = setUp();
  job.submit(1);
  workers[0].answer({ result: "first", more: true });
  job.submit(2);
  workers[0].answer({ result: "second", more: true });
  workers[0].answer({ result: "third" });
  assertEquals(workers[0].jobs, [1, 2]);
  workers[0].answer({ result: "two" });
  assertEquals(answers.map(({ result }) => result), ["first", "two"]);
});

Deno.test("cancel() drops what runs and what waits", () => {
  const { job, workers, answers } = setUp();
  job.submit(1);
  job.submit(2);
  job.cancel();
  workers[0].answer({ result: "one" });
  assert(workers[0].ended);
  assertEquals(answers, []);
  job.submit(3);
  assertEquals(workers[1].jobs, [3]);
});

Deno.test("a worker that breaks is told of, and replaced", () => {
  const { job, workers, answers } = setUp();
  job.submit(1);
  workers[0].onerror?.({ message: "out of memory" });
  assertEquals(answers, [{ error: "out of memory" }]);
  job.submit(2);
  assertEquals(workers[1].jobs, [2]);
});

Deno.test("warmUp() makes the worker before it is needed, once", () => {
  const { job, workers } = setUp();
  job.warmUp();
  job.submit(1);
  assertStrictEquals(workers.length, 1);
});
