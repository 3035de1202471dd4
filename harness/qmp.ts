import { TextLineStream } from "@std/streams";
import { MeasureError } from "./errors.ts";
import { within } from "./within.ts";

/** A message that QEMU sends on its own, such as `SHUTDOWN`. */
export interface QmpEvent {
  /** Its name, in capitals. */
  event: string;
  data?: Record<string, unknown>;
  /** When it happened, by the host's clock. */
  timestamp?: { seconds: number; microseconds: number };
}

/** Options of {@linkcode QmpClient.connect}. */
export interface QmpOptions {
  /** Time limit of an answer. Default 20. */
  timeoutSeconds?: number;
  onEvent?: (event: QmpEvent) => void;
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

/** The connection ended before an expected answer. QEMU has probably ended too. */
export class QmpClosedError extends MeasureError {
  override name = "QmpClosedError";
}

/**
 * A connection to QEMU's monitor, ready for commands.
 *
 * Commands may overlap, because answers are matched to commands by id. Events may come in between.
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
   * Connects to the Unix socket at `path`, waits for the greeting and enables commands.
   *
   * @throws {MeasureError} if QEMU sends no greeting in time, or refuses
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
   * Runs one command and returns QEMU's answer.
   *
   * @throws {MeasureError} if QEMU refuses the command or does not answer in time
   * @throws {QmpClosedError} if the connection ends first
   */
  async execute<T = unknown>(command: string, args?: Record<string, unknown>): Promise<T> {
    if (this.#closed) throw new QmpClosedError("failed", `${command}: ${this.#closed}`);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { command, resolve, reject });
    const request = `${JSON.stringify({ execute: command, arguments: args, id })}\n`;
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
    const onTimeout = () => {
      throw new MeasureError("failed", `QEMU did not answer within ${seconds} s: ${what}`);
    };
    return within(promise, { seconds, onTimeout, signal: this.#options.signal });
  }

  async #listen(): Promise<void> {
    try {
      const text = this.#connection.readable.pipeThrough(new TextDecoderStream());
      for await (const line of text.pipeThrough(new TextLineStream())) {
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
    // QEMU answers without an id if it cannot parse a line. The command then fails at its time limit.
    const pending = this.#pending.get(message.id ?? -1);
    if (!pending) return;
    if (!message.error) return pending.resolve(message.return);
    pending.reject(new MeasureError("failed", `QEMU refused ${pending.command}: ${message.error.desc}`));
  }

  #fail(why: string): void {
    this.#closed ??= why;
    this.#greeting.reject(new QmpClosedError("failed", `the greeting: ${this.#closed}`));
    for (const { command, reject } of this.#pending.values()) {
      reject(new QmpClosedError("failed", `${command}: ${this.#closed}`));
    }
    this.close();
  }

  /** Closes the connection. Commands without an answer reject. */
  close(): void {
    if (this.#closed === undefined) return this.#fail("the connection was closed");
    try {
      this.#connection.close();
    } catch {
      // The other side has closed it already.
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
