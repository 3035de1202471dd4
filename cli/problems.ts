import { check } from "../lib/course/check.ts";
import { problem } from "../lib/course/problem.ts";
import { TOPICS } from "../lib/course/topics.ts";
import { didYouMean } from "../lib/text/did-you-mean.ts";
import { parseFlags, wholeNumber } from "./flags.ts";
import type { CommandIo } from "./io.ts";

const HELP = `Print fresh problems of the course, a sheet for a class.

Usage: deno task problems TOPIC [flags]

TOPIC is one of ${TOPICS.slice(0, 4).join(", ")},
${TOPICS.slice(4).join(", ")}: the notebooks have the theory.

Flags:
  --seed N         seed of the first problem; the next ones count up (1)
  --count N        how many (5)
  --answers        add the answers and how one could have known
  --json           print a list as one JSON document
  --help           print this

Exit code: 0 done, 2 bad input.
`;

const LINE_WIDTH = 88;

/** The command `problems`. */
export function run(args: string[], io: CommandIo): number {
  const flags = parseFlags("print problems", args, {
    json: "boolean",
    answers: "boolean",
    seed: "string",
    count: "string",
  });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  const topic = onlyTopic(flags.files);
  const seed = wholeNumber("print problems", flags, "seed", { min: 0, max: 1e9, otherwise: 1 });
  const count = wholeNumber("print problems", flags, "count", { min: 1, max: 1000, otherwise: 5 });
  const problems = Array.from({ length: count }, (_, i) => problem(topic, seed + i));
  const answers = flags.given.has("answers");
  if (flags.given.has("json")) {
    const list = problems.map((fresh) => answers ? { ...fresh, answer: fresh.reveal() } : fresh);
    io.print(`${JSON.stringify(list)}\n`);
    return 0;
  }
  const sheet = problems.map((fresh) => paragraph(`${fresh.seed}. `, `${fresh.question} [${fresh.unit}]`));
  const solved = problems.map((fresh) =>
    paragraph(`${fresh.seed}. `, check(fresh, null).text.replace(/^No guess yet. Answer: /, ""))
  );
  io.print([`Problems: ${topic}`, ...sheet, ...(answers ? ["Answers", ...solved] : [])].join("\n\n") + "\n");
  return 0;
}

function onlyTopic(named: readonly string[]): string {
  const allowed = `Cannot print problems: the topic must be one of ${TOPICS.join(", ")}, got`;
  if (named.length !== 1) throw new TypeError(`${allowed} ${named.join(" ") || "nothing"}`);
  if (!TOPICS.includes(named[0])) throw new RangeError(`${allowed} ${named[0]}${didYouMean(named[0], TOPICS)}`);
  return named[0];
}

/** Wraps a text into lines that hang behind its label. */
function paragraph(label: string, text: string): string {
  const lines = [label];
  // A number and its thousands stay together: a narrow space is no place to break.
  for (const [i, word] of text.split(" ").entries()) {
    const line = lines[lines.length - 1];
    if (line.length + 1 + word.length <= LINE_WIDTH || i === 0) lines[lines.length - 1] += (i === 0 ? "" : " ") + word;
    else lines.push(" ".repeat(label.length) + word);
  }
  return lines.join("\n");
}
