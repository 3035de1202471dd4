/**
 * Sets a field of a scenario by its path, such as `"vm.memoryBytes"` or `"workload.0.pages"`. Missing objects are added.
 *
 * @throws {TypeError} if the path is not one of fields, or leads through a value that is not an object
 */
export function setPath(scenario: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(".");
  if (keys.includes("__proto__") || keys.includes("")) {
    throw new TypeError(`Cannot sweep: axes must be paths of fields, got "${path}"`);
  }
  let owner = scenario;
  for (const [i, key] of keys.entries()) {
    if (Array.isArray(owner) && !/^\d+$/.test(key)) {
      const list = keys.slice(0, i).join(".");
      const example = [list, 0, ...keys.slice(i)].join(".");
      throw new TypeError(
        `Cannot sweep: axes must lead through objects, got "${path}" where ${list} is a list: use an index, as in ${example}`,
      );
    }
    if (Array.isArray(owner) && Number(key) >= owner.length) {
      const list = keys.slice(0, i).join(".");
      throw new TypeError(
        `Cannot sweep: axes must lead to existing list entries, got "${path}" where ${list} has ${owner.length}`,
      );
    }
    if (i === keys.length - 1) {
      owner[key] = value;
      return;
    }
    const next = owner[key] ??= {};
    if (typeof next !== "object") {
      throw new TypeError(`Cannot sweep: axes must lead through objects, got "${path}" under a ${typeof next}`);
    }
    owner = next as Record<string, unknown>;
  }
}
