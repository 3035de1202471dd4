/**
 * QEMU's auto-converge (`migration/ram.c`, `migration/cpu-throttle.c`). Syncs are grouped into periods of at least a second.
 * After two periods in which the guest dirtied more than half of the bytes sent, its virtual CPUs are throttled: by 20 % at
 * first, by 10 % more each time.
 */
export interface AutoConverge {
  /** Share of the time that each virtual CPU sleeps, 0 to 0.99. */
  throttle: number;
  /** Periods in which the guest dirtied too much since the throttle last rose. */
  highPeriods: number;
  /** When the current period began. */
  sinceSeconds: number;
  /** Bytes newly dirtied in it. */
  dirtiedBytes: number;
  /** Bytes sent before it began. */
  sentBytesBefore: number;
}

const PERIOD_SECONDS = 1;
const TRIGGER_SHARE = 0.5;
const PERIODS_TO_ACT = 2;
const INITIAL = 0.2;
const INCREMENT = 0.1;
const MOST = 0.99;

/** The state without a throttle. */
export function createAutoConverge(): AutoConverge {
  return { throttle: 0, highPeriods: 0, sinceSeconds: 0, dirtiedBytes: 0, sentBytesBefore: 0 };
}

/** Takes a sync into account; returns whether the throttle rose. */
export function noteSync(state: AutoConverge, seconds: number, dirtiedBytes: number, sentBytes: number): boolean {
  state.dirtiedBytes += dirtiedBytes;
  if (seconds - state.sinceSeconds <= PERIOD_SECONDS) return false;
  const high = state.dirtiedBytes > (sentBytes - state.sentBytesBefore) * TRIGGER_SHARE;
  state.sinceSeconds = seconds;
  state.dirtiedBytes = 0;
  state.sentBytesBefore = sentBytes;
  if (!high || ++state.highPeriods < PERIODS_TO_ACT) return false;
  state.highPeriods = 0;
  state.throttle = state.throttle === 0 ? INITIAL : Math.min(state.throttle + INCREMENT, MOST);
  return true;
}
