/** The part of `Deno.jupyter` that the library uses. */
export interface JupyterKernel {
  /** Shows one output, given as representations by MIME type. */
  display(bundle: Record<string, string>, options: { raw: true }): Promise<void>;
  /** Sends a message of Jupyter's protocol, even while this thread is busy. */
  broadcast(type: "display_data" | "update_display_data", content: Record<string, unknown>): unknown;
}

/** The kernel that runs this code; `null` outside Jupyter, where reading `Deno.jupyter` throws. */
export function currentKernel(): JupyterKernel | null {
  try {
    const { Deno } = globalThis as { Deno?: { jupyter?: JupyterKernel } };
    return Deno?.jupyter ?? null;
  } catch {
    return null;
  }
}
