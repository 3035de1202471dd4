import { retry, RetryError } from "@std/async/retry";
import { MeasureError } from "./errors.ts";
import { OutputLog } from "./output-log.ts";
import { QmpClient, QmpClosedError, type QmpOptions } from "./qmp.ts";
import { within } from "./within.ts";

/** Options of {@linkcode startMachine}. */
export interface StartOptions {
  /** `source` or `destination`, for messages. */
  role: string;
  /** Path of the monitor's socket, as in the command line. */
  socketPath: string;
  /** Called when QEMU ends before it is disposed of. The error has its last output. */
  onLost: (error: MeasureError) => void;
  signal?: AbortSignal;
}

/** A running QEMU. Disposing of it kills it and waits for its end. */
export interface Machine extends AsyncDisposable {
  /** QEMU's process. */
  pid: number;
  /** The guest's serial console. */
  console: OutputLog;
  /** When QEMU last stopped or resumed the guest, in seconds of the host's clock. */
  eventSeconds(event: "STOP" | "RESUME"): number | undefined;
  /** Runs one monitor command. If QEMU ends instead, the error has its last output. */
  execute<T = unknown>(command: string, args?: Record<string, unknown>): Promise<T>;
}

/** Time limit for QEMU to open its monitor, and to end after its monitor closed. */
const LIMIT_SECONDS = 20;
const RETRY_MILLISECONDS = 20;

/**
 * Starts QEMU with a command line, whose first word is the program, and connects to its monitor.
 *
 * @throws {MeasureError} if QEMU does not start; no process is left then
 */
export async function startMachine([program, ...args]: string[], options: StartOptions): Promise<Machine> {
  // Detached: otherwise Ctrl-C would reach QEMU first and look like a crash.
  const child = new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  const console = new OutputLog(child.stdout);
  const errors = new OutputLog(child.stderr);
  let disposed = false;
  let guestStop = "";
  const seconds = new Map<string, number>();

  const lost = child.status.then(async ({ signal, code }) => {
    await Promise.all([errors.ended, console.ended]);
    const how = signal ? `was killed by ${signal}` : `ended with code ${code}`;
    const said = [errors.tail(3), console.tail(3)].filter(Boolean).join(" | ") || "it printed nothing";
    const error = new MeasureError("failed", `the ${options.role}'s QEMU ${how}${guestStop}: ${said}`);
    if (!disposed) options.onLost(error);
    return error;
  });
  const kill = async () => {
    disposed = true;
    try {
      // The whole process group: a script may have started QEMU.
      Deno.kill(-child.pid, "SIGKILL");
    } catch {
      // QEMU has ended already.
    }
    await lost;
  };

  try {
    const qmp = await connect(options.socketPath, lost, {
      signal: options.signal,
      onEvent: ({ event, data, timestamp }) => {
        if (timestamp) seconds.set(event, timestamp.seconds + timestamp.microseconds / 1e6);
        if (event === "SHUTDOWN") guestStop = ` (${data?.reason})`;
      },
    });
    return {
      pid: child.pid,
      console,
      eventSeconds: (event) => seconds.get(event),
      execute: (command, args) => explainLoss(qmp.execute(command, args), lost),
      async [Symbol.asyncDispose]() {
        disposed = true;
        qmp.close();
        await kill();
      },
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Connects as soon as the socket exists. It never exists if QEMU rejects its arguments. */
async function connect(path: string, lost: Promise<MeasureError>, options: QmpOptions): Promise<QmpClient> {
  let ended: MeasureError | undefined;
  lost.then((error) => ended = error);
  const notYet = (error: unknown) =>
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.ConnectionRefused;
  try {
    return await retry(() => explainLoss(QmpClient.connect(path, options), lost), {
      isRetriable: (error) => ended === undefined && notYet(error),
      signal: options.signal,
      maxAttempts: LIMIT_SECONDS * 1000 / RETRY_MILLISECONDS,
      ...{ minTimeout: RETRY_MILLISECONDS, maxTimeout: RETRY_MILLISECONDS, jitter: 0 },
    });
  } catch (error) {
    if (error instanceof RetryError) {
      throw new MeasureError("failed", `QEMU did not open its monitor within ${LIMIT_SECONDS} s`);
    }
    throw notYet(error) ? ended : error;
  }
}

/** Replaces the error of a closed socket with that of the process, which ends a moment later and shows the reason. */
async function explainLoss<T>(answer: Promise<T>, lost: Promise<MeasureError>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof QmpClosedError)) throw error;
    throw await within(lost, { seconds: LIMIT_SECONDS, onTimeout: () => error });
  }
}
