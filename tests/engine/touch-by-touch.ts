import { createPipeline } from "../../lib/engine/link/pipeline.ts";
import type { Random } from "../../lib/random/random.ts";
import type { Scenario } from "../../lib/scenario/types.ts";

/** The result of the post-copy phase. */
export interface Stay {
  seconds: number;
  faults: number;
  stallSeconds: number;
}

/** A virtual CPU. */
interface Cpu {
  touchSeconds: number;
  page: number;
  sinceSeconds: number;
  /** While it waits for a page: the time at which it continues, infinite until the source has sent the page. */
  wakeSeconds: number;
}

/**
 * A slow and simple model of post-copy after the switch: it simulates every touch, also of pages that have arrived, and
 * every page separately. Each running virtual CPU touches pages at its share of the guest's rate. The source sends
 * requested pages first, in the order of the requests, each with its neighbors.
 *
 * @param touchesPerSecond of each page
 */
export function touchByTouch(scenario: Scenario, touchesPerSecond: readonly number[], random: Random): Stay {
  const { vm, network, migration, destination } = scenario;
  const pages = touchesPerSecond.length;
  const pipe = createPipeline(scenario);
  const hostSeconds = vm.pageBytes * pipe.hostSecondsPerByte;
  const wireSeconds = (vm.pageBytes + 8) * pipe.wireSecondsPerByte;
  const total = touchesPerSecond.reduce((sum, rate) => sum + rate, 0);
  const drawPage = () => {
    let rest = random.uniform() * total;
    let page = 0;
    while (page < pages - 1 && (rest -= touchesPerSecond[page]) >= 0) page++;
    return page;
  };
  const nextTouch = (now: number) => total > 0 ? now + random.exponential() * vm.vcpus / total : Infinity;

  const sent: boolean[] = new Array(pages).fill(false);
  const arrival: number[] = new Array(pages).fill(Infinity);
  const cpus = Array.from({ length: vm.vcpus }, (): Cpu => {
    return { touchSeconds: nextTouch(0), page: -1, sinceSeconds: 0, wakeSeconds: Infinity };
  });
  let requests: { page: number; seconds: number }[] = [];
  const wanted: number[] = [];
  let [hostFree, wireFree, next, burst, burstSeconds] = [0, 0, 0, migration.pushPages, 0];
  const stay: Stay = { seconds: 0, faults: 0, stallSeconds: 0 };

  const sendPage = (page: number, start: number) => {
    sent[page] = true;
    hostFree = start + hostSeconds;
    wireFree = Math.max(hostFree, wireFree) + wireSeconds;
    arrival[page] = wireFree + network.latencySeconds;
    for (const cpu of cpus) if (cpu.page === page) cpu.wakeSeconds = arrival[page] + destination.faultSeconds;
  };

  while (sent.includes(false)) {
    while (wanted.length > 0 && sent[wanted[0]]) wanted.shift();
    while (next < pages && sent[next]) next++;
    let start = Math.max(hostFree, wireFree - pipe.queueSeconds);
    if (wanted.length === 0 && migration.pushIntervalSeconds > 0) start = Math.max(start, burstSeconds);
    const touch = Math.min(...cpus.map((cpu) => cpu.page < 0 ? cpu.touchSeconds : Infinity));
    const wake = Math.min(...cpus.map((cpu) => cpu.page < 0 ? Infinity : cpu.wakeSeconds));
    const request = Math.min(...requests.map(({ seconds }) => seconds));
    const now = Math.min(touch, wake, request);

    if (start < now) {
      const demanded = wanted.length > 0;
      sendPage(demanded ? wanted.shift()! : next, start);
      if (!demanded && migration.pushIntervalSeconds > 0 && --burst === 0) {
        burst = migration.pushPages;
        burstSeconds = Math.max(burstSeconds + migration.pushIntervalSeconds, start);
      }
    } else if (request === now) {
      for (const { page } of requests.filter(({ seconds }) => seconds === now)) {
        if (sent[page]) continue;
        const below = Math.floor(migration.prepullPages / 2);
        wanted.push(page);
        for (let near = page - below; near <= page + migration.prepullPages - below; near++) {
          if (near >= 0 && near < pages) wanted.push(near);
        }
        // The source is idle between pushes, so it starts on the request now and not at the end of the last page.
        hostFree = Math.max(hostFree, now);
      }
      requests = requests.filter(({ seconds }) => seconds > now);
    } else {
      for (const cpu of cpus) {
        if (cpu.page >= 0 && cpu.wakeSeconds === now) {
          stay.stallSeconds += now - cpu.sinceSeconds;
          cpu.page = -1;
          cpu.touchSeconds = nextTouch(now);
        } else if (cpu.page < 0 && cpu.touchSeconds === now) {
          const page = drawPage();
          cpu.touchSeconds = nextTouch(now);
          if (arrival[page] <= now) continue;
          stay.faults++;
          cpu.page = page;
          cpu.sinceSeconds = now;
          cpu.wakeSeconds = sent[page] ? arrival[page] + destination.faultSeconds : Infinity;
          if (!sent[page]) requests.push({ page, seconds: now + network.latencySeconds });
        }
      }
    }
  }
  // Everything is in flight, but a touch of a page that has not arrived is still a fault.
  stay.seconds = Math.max(...arrival);
  for (const cpu of cpus) {
    while (true) {
      if (cpu.page >= 0) {
        stay.stallSeconds += cpu.wakeSeconds - cpu.sinceSeconds;
        cpu.touchSeconds = nextTouch(cpu.wakeSeconds);
        cpu.page = -1;
      }
      if (cpu.touchSeconds >= stay.seconds) break;
      const page = drawPage();
      if (arrival[page] > cpu.touchSeconds) {
        stay.faults++;
        cpu.page = page;
        cpu.sinceSeconds = cpu.touchSeconds;
        cpu.wakeSeconds = arrival[page] + destination.faultSeconds;
      } else cpu.touchSeconds = nextTouch(cpu.touchSeconds);
    }
  }
  return stay;
}
