/** Paths of Chromium. The environment variable CHROMIUM takes precedence. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Finds an installed Chromium and returns its path.
 *
 * @throws {Error} if there is none
 */
export function findChromium(places: readonly (string | undefined)[] = [Deno.env.get("CHROMIUM"), ...PLACES]): string {
  const found = places.find((path) => {
    try {
      return path && Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  if (found) return found;
  throw new Error(
    "Cannot browse notebooks: Chromium is not installed (Debian: apt-get install chromium; or set CHROMIUM to its path)",
  );
}
