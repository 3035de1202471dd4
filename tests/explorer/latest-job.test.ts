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

Deno.test("a job is run by a new worker and answered", () => {
  const { job, workers, answers } = setUp();
  assertStrictEquals(workers.length, 0);
  job.submit(1);
  workers[0].answer({ result: "one" });
  job.submit(2);
  workers[0].answer({ result: "two" });
  assertEquals(workers.map(({ jobs }) => jobs), [[1, 2]]);
  assertEquals(answers, [{ result: "one" }, { result: "two" }]);
});

Deno.test("while a young job runs, only the last of the new jobs is kept and answered", () => {
  const { job, workers, answers } = setUp();
  [1, 2, 3, 4].forEach((number) => job.submit(number));
  workers[0].answer({ result: "one" });
  assertEquals(workers[0].jobs, [1, 4]);
  workers[0].answer({ result: "four" });
  assertEquals(answers, [{ result: "four" }]);
});

Deno.test("the next job ends a job that has run for long", () => {
  const { job, workers, answers, clock } = setUp();
  job.submit(1);
  clock.now = 31;
  job.submit(2);
  assertEquals(workers.map(({ jobs, ended }) => [jobs, ended]), [[[1], true], [[2], false]]);
  workers[0].answer({ result: "too late" });
  workers[1].answer({ result: "two" });
  assertEquals(answers, [{ result: "two" }]);
});

Deno.test("a job can have several answers; a new job drops the rest of them", () => {
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

Deno.test("cancel() drops the running and the waiting job", () => {
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

Deno.test("a worker that fails is reported and replaced", () => {
  const { job, workers, answers } = setUp();
  job.submit(1);
  workers[0].onerror?.({ message: "out of memory" });
  assertEquals(answers, [{ error: "out of memory" }]);
  job.submit(2);
  assertEquals(workers[1].jobs, [2]);
});

Deno.test("warmUp() creates one worker before the first job", () => {
  const { job, workers } = setUp();
  job.warmUp();
  job.submit(1);
  assertStrictEquals(workers.length, 1);
});
