const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Makes a value show itself in a notebook when it is the last expression of a cell, as `show()` shows it.
 *
 * To all else it stays the plain data that it was: neither JSON, `structuredClone`, a spread copy nor `deepEqual` sees
 * the property, and drawing is not loaded before it is needed. So copies do not show themselves: `show()` takes them.
 *
 * @returns the value itself
 */
export function displaying<T extends object>(value: T): T {
  return Object.defineProperty(value, DISPLAY, { value: displayThis, configurable: true, writable: true });
}

async function displayThis(this: never): Promise<Record<string, string>> {
  const { display } = await import("../plot/show.ts");
  return display(this);
}
