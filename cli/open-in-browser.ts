import { resolve } from "@std/path";

/** The program that opens files and addresses, by system. */
const OPENERS: Partial<Record<typeof Deno.build.os, readonly string[]>> = {
  darwin: ["open"],
  windows: ["explorer"],
  linux: ["xdg-open"],
};

/**
 * Opens a file or an address in the browser, without waiting for it.
 *
 * @returns whether a browser was started; false without a screen or a program that opens files
 */
export function openInBrowser(target: string): boolean {
  const opener = OPENERS[Deno.build.os];
  if (opener === undefined || !hasScreen()) return false;
  const [program, ...args] = opener;
  const what = /^https?:/.test(target) ? target : resolve(target);
  try {
    new Deno.Command(program, { args: [...args, what], stdin: "null", stdout: "null", stderr: "null" }).spawn().unref();
    return true;
  } catch {
    return false;
  }
}

/** Without a screen `xdg-open` would start a browser in the terminal. */
function hasScreen(): boolean {
  if (Deno.build.os !== "linux") return true;
  return ["DISPLAY", "WAYLAND_DISPLAY"].some((variable) => {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    return state === "granted" && Deno.env.get(variable);
  });
}
