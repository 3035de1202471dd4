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
  /** When the timer fires that forces a sync if there was none since it last fired; never before QEMU 9.2. */
  timerSeconds: number;
  /** Syncs when it last fired. */
  timerSyncs: number;
}

const PERIOD_SECONDS = 1;
/** Time between two looks of the timer (`migration/cpu-throttle.c`: CPU_THROTTLE_DIRTY_SYNC_TIMESLICE_MS). */
const TIMER_SECONDS = 5;
/** The first version of QEMU with the timer. */
const TIMER_VERSION = 9.2;
const TRIGGER_SHARE = 0.5;
const PERIODS_TO_ACT = 2;
const INITIAL = 0.2;
const INCREMENT = 0.1;
const MOST = 0.99;

/** The state without a throttle, under a version of QEMU. */
export function createAutoConverge(qemuVersion = 0): AutoConverge {
  return {
    throttle: 0,
    highPeriods: 0,
    sinceSeconds: 0,
    dirtiedBytes: 0,
    sentBytesBefore: 0,
    timerSeconds: qemuVersion >= TIMER_VERSION ? TIMER_SECONDS : Infinity,
    timerSyncs: 0,
  };
}

/** Whether the timer forces a sync now, after `syncs` of them: never in the first pass, which ends with the first sync. */
export function forcesSync(state: AutoConverge, seconds: number, syncs: number): boolean {
  if (seconds < state.timerSeconds) return false;
  const forces = syncs > 0 && syncs === state.timerSyncs;
  state.timerSeconds += TIMER_SECONDS;
  state.timerSyncs = forces ? syncs + 1 : syncs;
  return forces;
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
