const WIDTH = 30;

/** Progress as one line of text: a bar, the count, and what is counted. */
export function progressBar(done: number, total: number, what: string): string {
  const filled = Math.round(WIDTH * done / total);
  return `[${"#".repeat(filled)}${" ".repeat(WIDTH - filled)}] ${done}/${total} ${what}`;
}
