import { resolve } from "node:path";

/**
 * Where a path leads that somebody typed: `deno task` changes to the project's folder, and tells in INIT_CWD where the
 * caller stands.
 */
export function callerPath(path: string, callerFolder: string | undefined = initialFolder()): string {
  return callerFolder ? resolve(callerFolder, path) : path;
}

/** Nobody is asked for the permission: without it, and without a task, paths are right as they are. */
function initialFolder(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "INIT_CWD" });
  return state === "granted" ? Deno.env.get("INIT_CWD") : undefined;
}
