import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Migration, Network, ScenarioInput, Vm, Workload } from "../../../lib/scenario/types.ts";
import { createGuest } from "../../../lib/engine/guest/guest.ts";
import { assertSameDistribution, assertSameMean, average } from "../../random/statistics.ts";
import { passes, upTo, watch } from "../scenarios.ts";
import { touchByTouch } from "../touch-by-touch.ts";

interface Setting {
  vm?: Partial<Vm>;
  migration?: Partial<Migration>;
  network?: Partial<Network>;
  workload?: Workload | Workload[];
  /** Pages per second of the host and of the link. */
  host?: number;
  link?: number;
  faultSeconds?: number;
}

/** Post-copy of 400 pages: push and fetch over all of memory. */
function setting(
  { vm, migration, network, workload, host = 5000, link = 50_000, faultSeconds = 1e-4 }: Setting,
): ScenarioInput {
  const costs = { copyBytesPerSecond: host * 4096, resumeSeconds: 0, suspendSeconds: 0, faultSeconds };
  return {
    vm: { memoryBytes: 400 * 4096, stateBytes: 0, ...vm },
    workload: workload ?? { kind: "uniform", writesPerSecond: 2000, touchesPerWrite: 1 },
    source: costs,
    destination: costs,
    network: {
      bandwidthBitsPerSecond: link * 4104 * 8,
      framingEfficiency: 1,
      latencySeconds: 5e-4,
      windowBytes: null,
      queueBytes: 0,
      ...network,
    },
    migration: { engine: "post-copy", prepullPages: 0, ...migration },
  };
}

/** Several replicates and their results. */
function replicates(input: ScenarioInput, count = 300) {
  return upTo(count).map((seed) => {
    const { phases, demandFaults, stallSeconds } = simulate({ ...input, seed });
    return {
      seconds: phases.find(({ guest }) => guest === "destination")!.seconds,
      faults: demandFaults,
      stallSeconds,
    };
  });
}

const means = (input: ScenarioInput, count?: number) => {
  const sample = replicates(input, count);
  return {
    seconds: average(sample.map(({ seconds }) => seconds)),
    faults: average(sample.map(({ faults }) => faults)),
    stallSeconds: average(sample.map(({ stallSeconds }) => stallSeconds)),
  };
};

const SETTINGS: Record<string, Setting> = {
  "one virtual CPU, host slower than link": {},
  "four virtual CPUs": { vm: { vcpus: 4 }, workload: { kind: "uniform", writesPerSecond: 8000, touchesPerWrite: 2 } },
  "a hot set and cold pages": {
    vm: { vcpus: 2 },
    workload: { kind: "hot-cold", hotFraction: 0.1, hotShare: 0.9, writesPerSecond: 5000 },
  },
  "a power law": { workload: { kind: "power-law", exponent: 1.2, writesPerSecond: 3000 } },
  "touches in only a part of memory": {
    workload: { kind: "uniform", firstPage: 237, pages: 70, writesPerSecond: 1500 },
  },
  "prepull": { migration: { prepullPages: 8 }, vm: { vcpus: 2 } },
  "prepull of an odd number, also at the edges of memory": {
    migration: { prepullPages: 31 },
    workload: { kind: "uniform", pages: 20, writesPerSecond: 3000 },
  },
  "pushes at intervals": { migration: { pushIntervalSeconds: 0.01, pushPages: 16 } },
  "a pause after every page": {
    migration: { pushIntervalSeconds: 0.002, pushPages: 1, prepullPages: 3 },
    vm: { vcpus: 3 },
  },
  "link slower than host, no queue": { host: 50_000, link: 5000 },
  "link slower than host, a queue of 64 pages": {
    host: 50_000,
    link: 5000,
    network: { queueBytes: 64 * 4104 },
    vm: { vcpus: 2 },
  },
  "link slower than host, no queue, bursts": {
    host: 200_000,
    link: 5000,
    migration: { pushIntervalSeconds: 0.02, pushPages: 64 },
  },
  "no latency": { network: { latencySeconds: 0 }, faultSeconds: 0 },
};

for (const [name, given] of Object.entries(SETTINGS)) {
  Deno.test(`push and fetch is equivalent to simulating single touches: ${name}`, () => {
    const input = setting(given);
    const scenario = parseScenario(input);
    const { profile } = createGuest(scenario.vm, scenario.workload, new Random("x"));
    const touches = upTo(400).map((page) => {
      const i = profile.touches.findIndex((_, i) => page >= profile.edges[i] && page < profile.edges[i + 1]);
      return i < 0 ? 0 : profile.touches[i];
    });
    const slow = upTo(300).map((i) => touchByTouch(scenario, touches, new Random(`${name} ${i}`)));
    const fast = replicates(input);
    for (const figure of ["faults", "stallSeconds", "seconds"] as const) {
      // To the nanosecond, because a push that never pauses always takes the same time.
      const [a, b] = [slow, fast].map((sample) => sample.map((one) => Math.round(one[figure] * 1e9)));
      assertSameMean(a, b, figure);
      assertSameDistribution(a, b, figure);
    }
  });
}

Deno.test("a fault stalls its virtual CPU for two latencies, the service of the page and the cost of the fault", () => {
  // Single pages are sent at long intervals, so a fault finds the source idle.
  const faultSeconds = 0.0003;
  const input = setting({
    faultSeconds,
    host: 1e5,
    link: 1e5,
    network: { latencySeconds: 0.001 },
    migration: { pushIntervalSeconds: 0.01, pushPages: 1 },
    workload: { kind: "uniform", writesPerSecond: 1000, touchesPerWrite: 1 },
  });
  const { faults, stallSeconds } = means(input, 100);
  const expected = 2 * 0.001 + 2e-5 + faultSeconds;
  assert(faults > 50);
  assert(Math.abs(stallSeconds / faults / expected - 1) < 0.01, `${stallSeconds / faults}, expected ${expected}`);
});

Deno.test("a demand page waits behind the queue that the host has filled, and for no queue if the host is slower", () => {
  const per = (host: number, link: number, queuePages: number) => {
    const { stallSeconds, faults } = means(
      setting({
        host,
        link,
        vm: { memoryBytes: 40_000 * 4096 },
        network: { queueBytes: queuePages * 4104, latencySeconds: 1e-3 },
        workload: { kind: "uniform", writesPerSecond: 200, touchesPerWrite: 1 },
      }),
      12,
    );
    return stallSeconds / faults;
  };
  const [short, long] = [per(50_000, 5000, 40), per(50_000, 5000, 240)];
  // 200 more pages at 5000 pages per second.
  assert(Math.abs((long - short) / 0.04 - 1) < 0.05, `${short} and ${long}`);
  assert(Math.abs(short - (2e-3 + 40 / 5000 + 1e-4)) < 5e-4, `${short}`);
  assert(Math.abs(per(5000, 50_000, 240) / per(5000, 50_000, 2) - 1) < 0.01);
});

Deno.test("with preempt, demand pages wait only behind the link's part of the queue", () => {
  const per = (preempt: boolean, linkPages: number) => {
    const { stallSeconds, faults } = means(
      setting({
        host: 50_000,
        link: 5000,
        vm: { memoryBytes: 40_000 * 4096 },
        network: { queueBytes: 240 * 4104, linkQueueBytes: linkPages * 4104, latencySeconds: 1e-3 },
        workload: { kind: "uniform", writesPerSecond: 200, touchesPerWrite: 1 },
        migration: { preempt },
      }),
      12,
    );
    return stallSeconds / faults;
  };
  const [none, forty] = [per(true, 0), per(true, 40)];
  // Two latencies, host, wire and the cost of a fault. Some pages are already in flight behind the queue when touched.
  assert(none > 2.3e-3 && none < 3.5e-3, `${none}`);
  assert(Math.abs(forty - none - 40 / 5000) < 5e-4, `${none} and ${forty}`);
  assert(per(false, 40) > 0.045);
});

Deno.test("with preempt, demand pages do not move the push, and every page is sent once", () => {
  const { events, result } = watch(setting({ migration: { preempt: true, prepullPages: 8 }, vm: { vcpus: 3 } }));
  const { sent } = passes(events)[0];
  assertEquals(sent.toSorted((a, b) => a - b), upTo(400));
  assert(result.demandFaults > 10);
});

Deno.test("prepull prevents faults if neighbors are touched too; 0 brings only the page itself", () => {
  const workload: Workload = { kind: "sequential", writesPerSecond: 3000 };
  const faults = (prepullPages: number) => means(setting({ workload, migration: { prepullPages } }), 100).faults;
  const [none, eight, sixty] = [0, 8, 64].map(faults);
  assert(none > 1.3 * eight && eight > 2 * sixty, `${none}, ${eight}, ${sixty}`);
});

Deno.test("prepull brings the given number of absent neighbors, half below and half above, each once", () => {
  const input = setting({
    migration: { prepullPages: 5, pushIntervalSeconds: 1e3, pushPages: 1 },
    workload: { kind: "uniform", firstPage: 200, pages: 1, writesPerSecond: 100 },
  });
  const { events } = watch({ ...input, migration: { ...input.migration, timeLimitSeconds: 10 } });
  assertEquals(passes(events)[0].sent, [0, 200, 198, 199, 201, 202, 203]);
});

Deno.test("a fault moves the push behind the requested page only with faultMovesCursor", () => {
  const after = (faultMovesCursor: boolean) => {
    const { events } = watch(setting({
      migration: { faultMovesCursor },
      workload: { kind: "uniform", firstPage: 300, pages: 1, writesPerSecond: 1e6 },
    }));
    const { sent } = passes(events)[0];
    return [sent[sent.indexOf(300) + 1] - sent[sent.indexOf(300) - 1], sent.length];
  };
  assertEquals(after(false), [1, 400]);
  const [step, count] = after(true);
  assert(step > 200);
  assertStrictEquals(count, 400);
});

Deno.test("a guest that touches nothing has no faults, and its pages arrive at the rate of the slower of host and link", () => {
  for (const [host, link] of [[5000, 50_000], [50_000, 5000]]) {
    const { seconds, faults, stallSeconds } = means(setting({ workload: [], host, link }), 1);
    assertStrictEquals(faults, 0);
    assertStrictEquals(stallSeconds, 0);
    assert(Math.abs(seconds - (400 / 5000 + 1 / 50_000 + 5e-4)) < 1e-9, `${seconds}`);
  }
});

Deno.test("with push intervals, the phase lasts as long as the number of pushes requires", () => {
  const seconds = (pushIntervalSeconds: number, pushPages: number) =>
    means(setting({ workload: [], migration: { pushIntervalSeconds, pushPages } }), 1).seconds;
  // 25 bursts of 16 pages: 24 intervals, then the last burst.
  assert(Math.abs(seconds(0.1, 16) - (2.4 + 16 / 5000 + 1 / 50_000 + 5e-4)) < 1e-9, `${seconds(0.1, 16)}`);
  assert(seconds(0.2, 16) > seconds(0.1, 16) && seconds(0.1, 8) > seconds(0.1, 16));
});

Deno.test("a sequential writer faults on each page that it reaches before the push, with any number of virtual CPUs", () => {
  // The sequential writer starts ahead of the push, is faster, and finds every page absent. Each fault brings one page.
  const workload: Workload = { kind: "sequential", startPage: 100, writesPerSecond: 1e5 };
  for (const vcpus of [1, 4]) {
    const migration = { pushIntervalSeconds: 1, pushPages: 1 };
    const { events, result } = watch(setting({ workload, migration, vm: { vcpus } }));
    const { sent } = passes(events)[0];
    assertEquals(sent.slice(0, 5), [0, 100, 101, 102, 103]);
    assertStrictEquals(result.demandFaults, 399);
    // One page after another: two latencies, host, link and the cost of a fault, with the writer's time per page in
    // between.
    const way = 1e-3 + 1 / 5000 + 1 / 50_000 + 1e-4;
    const { seconds } = result.phases.at(-1)!;
    assert(Math.abs(result.stallSeconds / (399 * way) - 1) < 1e-3, `${result.stallSeconds} and ${399 * way}`);
    assert(Math.abs(seconds - 399 * (way + 1e-5)) < 2 * way, `${seconds}`);
  }
});

Deno.test("a sequential writer stops while it waits and others continue, and then resumes with the next page at its rate", () => {
  // The sequential writer has the lower half of memory, other virtual CPUs touch the upper half. The push brings few
  // pages.
  const input = setting({
    vm: { vcpus: 8 },
    workload: [
      { kind: "sequential", pages: 200, startPage: 0, writesPerSecond: 1000 },
      { kind: "uniform", firstPage: 200, pages: 200, writesPerSecond: 50, touchesPerWrite: 1 },
    ],
    network: { latencySeconds: 0.01, windowBytes: null },
    migration: { pushIntervalSeconds: 10, pushPages: 1 },
  });
  const { events, result } = watch(input);
  assert(result.demandFaults > 199 + 50);
  const swept: { page: number; seconds: number }[] = [];
  for (const event of events) {
    if (event.kind === "sent" && event.pages[0] < 200) swept.push({ page: event.pages[0], seconds: event.seconds });
  }
  // The push brings page 0, the writer's faults bring all others.
  assertEquals(swept.map(({ page }) => page), upTo(200));
  // Two latencies, host, link, the fault and one millisecond of running, which takes longer while other virtual CPUs
  // wait.
  const round = 0.02 + 1 / 5000 + 1 / 50_000 + 1e-4 + 1e-3;
  swept.slice(2).forEach(({ page, seconds }, i) => {
    const apart = seconds - swept[i + 1].seconds;
    assert(apart > round - 1e-6 && apart < round + 2e-3, `page ${page}: ${apart}, expected ${round}`);
  });
});

Deno.test("the pages of a long push arrive one by one, so a sequential writer that stays behind the push never faults", () => {
  const workload: Workload = { kind: "sequential", startPage: 0, writesPerSecond: 2500 };
  const { faults } = means(setting({ workload, network: { latencySeconds: 0 } }), 1);
  assertStrictEquals(faults, 0);
});

Deno.test("a virtual CPU that waits for the last page counts as stalled until it continues", () => {
  // The only page is sent at once and touched at once.
  const input = setting({
    vm: { memoryBytes: 4096 },
    workload: { kind: "uniform", writesPerSecond: 1e12 },
    faultSeconds: 0.25,
  });
  const { faults, stallSeconds } = means(input, 1);
  assertStrictEquals(faults, 1);
  assert(Math.abs(stallSeconds - (1 / 5000 + 1 / 50_000 + 5e-4 + 0.25)) < 1e-9, `${stallSeconds}`);
});

Deno.test("if several virtual CPUs wait for the same page, each counts as a fault", () => {
  const input = setting({
    vm: { vcpus: 4 },
    network: { latencySeconds: 0.01, windowBytes: null },
    migration: { pushIntervalSeconds: 10, pushPages: 1, timeLimitSeconds: 5 },
    workload: { kind: "uniform", firstPage: 399, pages: 1, writesPerSecond: 1e5 },
  });
  assertStrictEquals(simulate(input).demandFaults, 4);
});

Deno.test("every page arrives even with the fastest hosts, links and guests", () => {
  for (const vcpus of [1, 4]) {
    for (const kind of ["uniform", "sequential"] as const) {
      for (const latencySeconds of [0, 1]) {
        const input = setting({
          vm: { vcpus },
          host: 2e11,
          network: { latencySeconds, bandwidthBitsPerSecond: 1e15 },
          workload: { kind, writesPerSecond: 1e15 },
          faultSeconds: 0,
        });
        const resumeSeconds = 12.3;
        for (let seed = 0; seed < 20; seed++) {
          const { result, events } = watch({ ...input, seed, destination: { ...input.destination, resumeSeconds } });
          assertStrictEquals(result.verdict, "converged");
          assertStrictEquals(passes(events)[0].sent.length, 400);
        }
      }
    }
  }
});
