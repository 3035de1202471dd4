import { MeasureError } from "./errors.ts";
import { OutputLog } from "./output-log.ts";
import { pause, within } from "./pause.ts";
import { QmpClient, QmpClosedError } from "./qmp.ts";

/** How to start a QEMU. */
export interface StartOptions {
  /** `source` or `destination`, for messages. */
  role: string;
  /** The monitor's socket that the command line names. */
  socketPath: string;
  /** Told, with what QEMU printed last, when it ends without having been disposed of. */
  onLost: (error: MeasureError) => void;
  /** Ends waiting for QEMU. */
  signal?: AbortSignal;
}

/** A QEMU that runs; disposing of it kills it and waits until it is gone. */
export interface Machine extends AsyncDisposable {
  /** What the guest printed on its serial console. */
  console: OutputLog;
  /** Runs one monitor command; if QEMU dies instead, the error says what it printed last. */
  execute<T = unknown>(command: string, args?: Record<string, unknown>): Promise<T>;
}

/** How long QEMU may take to open its monitor, or to be gone after its monitor closed. */
const PATIENCE_SECONDS = 20;

/**
 * Starts QEMU with this command line (its first word is the program) and connects to its monitor.
 *
 * @throws {MeasureError} if it does not start; nothing of it is left then.
 */
export async function startMachine([program, ...args]: string[], options: StartOptions): Promise<Machine> {
  // In a session of its own, or the terminal's Ctrl-C would reach it before us and look like a crash.
  const child = new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  const console = new OutputLog(child.stdout);
  const complaints = new OutputLog(child.stderr);
  let disposed = false;
  let guestStop = "";

  const lost = child.status.then(async ({ signal, code }) => {
    await Promise.all([complaints.ended, console.ended]);
    const how = signal ? `was killed by ${signal}` : `ended with code ${code}`;
    const said = [complaints.tail(3), console.tail(3)].filter(Boolean).join(" | ") ||
      "it printed nothing";
    const error = new MeasureError("failed", `the ${options.role}'s QEMU ${how}${guestStop}: ${said}`);
    if (!disposed) options.onLost(error);
    return error;
  });
  const kill = async () => {
    disposed = true;
    try {
      // The whole session: QEMU may be started by a script.
      Deno.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
    await lost;
  };

  try {
    const qmp = await connect(options.socketPath, lost, {
      signal: options.signal,
      onEvent: ({ event, data }) => {
        if (event === "SHUTDOWN") guestStop = ` (${data?.reason})`;
      },
    });
    return {
      console,
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

/** The socket appears some time after QEMU starts, or never if it does not like its arguments. */
async function connect(
  path: string,
  lost: Promise<MeasureError>,
  options: Parameters<typeof QmpClient.connect>[1] & { signal?: AbortSignal },
): Promise<QmpClient> {
  let ended: MeasureError | undefined;
  lost.then((error) => ended = error);
  for (let waited = 0; waited < PATIENCE_SECONDS * 1000; waited += 20) {
    if (ended) throw ended;
    try {
      return await explainLoss(QmpClient.connect(path, options), lost);
    } catch (error) {
      const notYet = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.ConnectionRefused;
      if (!notYet) throw error;
    }
    await pause(20, options.signal);
  }
  throw new MeasureError("failed", `QEMU did not open its monitor within ${PATIENCE_SECONDS} s`);
}

/** The socket closes first and the process ends a moment later, but it is the process that knows why. */
async function explainLoss<T>(answer: Promise<T>, lost: Promise<MeasureError>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof QmpClosedError)) throw error;
    throw await within(lost, { seconds: PATIENCE_SECONDS, onTimeout: () => error });
  }
}
