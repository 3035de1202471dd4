import { MeasureError } from "./errors.ts";
import { linesOf } from "./lines.ts";
import { within } from "./pause.ts";

/** Something that QEMU tells without being asked, such as `SHUTDOWN`. */
export interface QmpEvent {
  /** Its name in capitals. */
  event: string;
  /** What QEMU says about it. */
  data?: Record<string, unknown>;
}

/** How to speak to QEMU. */
export interface QmpOptions {
  /** How long one answer may take, seconds; 20 by default. */
  timeoutSeconds?: number;
  /** Called for each event. */
  onEvent?: (event: QmpEvent) => void;
  /** Ends waiting for an answer. */
  signal?: AbortSignal;
}

interface Pending {
  command: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Message extends Partial<QmpEvent> {
  QMP?: unknown;
  id?: number;
  return?: unknown;
  error?: { class?: string; desc?: string };
}

/** The connection ended while something was still expected of it: QEMU is probably gone. */
export class QmpClosedError extends MeasureError {
  /** The class's name. */
  override name = "QmpClosedError";
}

/**
 * A connection to QEMU's monitor that has greeted and is ready for commands.
 *
 * Answers are matched to commands by id, so commands may overlap and events may come in between.
 */
export class QmpClient implements Disposable {
  #connection: Deno.UnixConn;
  #writer: WritableStreamDefaultWriter<Uint8Array>;
  #options: QmpOptions;
  #pending = new Map<number, Pending>();
  #nextId = 1;
  #closed: string | undefined;
  #greeting = Promise.withResolvers<void>();

  private constructor(connection: Deno.UnixConn, options: QmpOptions) {
    this.#connection = connection;
    this.#writer = connection.writable.getWriter();
    this.#options = options;
    this.#greeting.promise.catch(() => {});
    this.#listen();
  }

  /**
   * Connects to the unix socket at `path`, waits for the greeting and enables commands.
   *
   * @throws {MeasureError} if QEMU does not greet in time or refuses.
   */
  static async connect(path: string, options: QmpOptions = {}): Promise<QmpClient> {
    const client = new QmpClient(await Deno.connect({ transport: "unix", path }), options);
    try {
      await client.#answer(client.#greeting.promise, "the greeting");
      await client.execute("qmp_capabilities");
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /**
   * Runs one command and returns what QEMU answers.
   *
   * @throws {MeasureError} if QEMU refuses the command or does not answer in time.
   * @throws {QmpClosedError} if the connection ends first.
   */
  async execute<T = unknown>(command: string, args?: Record<string, unknown>): Promise<T> {
    if (this.#closed) {
      throw new QmpClosedError("failed", `${command}: ${this.#closed}`);
    }
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { command, resolve, reject });
    const request = JSON.stringify({ execute: command, arguments: args, id }) +
      "\n";
    this.#writer.write(new TextEncoder().encode(request)).catch((error) =>
      this.#fail(`cannot write: ${error.message}`)
    );
    try {
      return await this.#answer(promise, command) as T;
    } finally {
      this.#pending.delete(id);
    }
  }

  #answer<T>(promise: Promise<T>, what: string): Promise<T> {
    const seconds = this.#options.timeoutSeconds ?? 20;
    const onTimeout = () => new MeasureError("failed", `QEMU did not answer within ${seconds} s: ${what}`);
    return within(promise, { seconds, onTimeout, signal: this.#options.signal });
  }

  async #listen(): Promise<void> {
    try {
      for await (const line of linesOf(this.#connection.readable)) {
        if (line.trim()) this.#take(JSON.parse(line));
      }
      this.#fail("QEMU closed the connection");
    } catch (error) {
      this.#fail(`QEMU's answer cannot be read: ${(error as Error).message}`);
    }
  }

  #take(message: Message): void {
    if (message.QMP) return this.#greeting.resolve();
    if (message.event) return this.#options.onEvent?.(message as QmpEvent);
    // An answer without an id is to a line that QEMU could not parse; its command then ends by its time limit.
    const pending = this.#pending.get(message.id ?? -1);
    if (!pending) return;
    if (message.error) {
      pending.reject(new MeasureError("failed", `QEMU refused ${pending.command}: ${message.error.desc}`));
    } else pending.resolve(message.return);
  }

  #fail(why: string): void {
    this.#closed ??= why;
    this.#greeting.reject(new QmpClosedError("failed", `the greeting: ${this.#closed}`));
    for (const { command, reject } of this.#pending.values()) {
      reject(new QmpClosedError("failed", `${command}: ${this.#closed}`));
    }
    this.close();
  }

  /** Ends the connection; commands still under way reject. */
  close(): void {
    if (this.#closed === undefined) {
      return this.#fail("the connection was closed");
    }
    try {
      this.#connection.close();
    } catch {
      // Already closed by the other side.
    }
  }

  /** Same as {@linkcode QmpClient.close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}
