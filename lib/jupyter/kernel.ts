/** What is used of the Deno Jupyter kernel: `Deno.jupyter`, as far as it goes. */
export interface JupyterKernel {
  /** Shows one bundle of representations, keyed by MIME type. */
  display(bundle: Record<string, string>, options: { raw: true }): Promise<void>;
  /** Hands over a message of Jupyter's protocol, to be sent even while the code that did so runs on. */
  broadcast(type: "display_data" | "update_display_data", content: Record<string, unknown>): unknown;
}

/** The kernel this code runs in, or `null` outside Jupyter, where merely reading `Deno.jupyter` throws. */
export function currentKernel(): JupyterKernel | null {
  try {
    const { Deno } = globalThis as { Deno?: { jupyter?: JupyterKernel } };
    return Deno?.jupyter ?? null;
  } catch {
    return null;
  }
}
