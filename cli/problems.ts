import { check } from "../lib/course/check.ts";
import { problem, TOPICS } from "../lib/course/problem.ts";
import type { Problem } from "../lib/course/types.ts";
import { formatQuantity } from "../lib/text/format.ts";
import { wrapWords } from "../lib/text/wrap-words.ts";
import { defineCommand } from "../shell/command.ts";
import { choiceArgument, toggle, wholeNumber } from "../shell/flags.ts";

const LINE_WIDTH = 88;

/** The command `problems`. */
export const command = defineCommand({
  name: "problems",
  about: "Print exercises of the course as a sheet for a class.",
  flags: {
    topic: choiceArgument(`one of ${TOPICS.join(", ")}`, { value: "TOPIC", choices: TOPICS }),
    seed: wholeNumber("seed of the first problem; later problems use the next numbers", { max: 1e9, default: 1 }),
    count: wholeNumber("number of problems", { min: 1, max: 1000, default: 5 }),
    answers: toggle("add the answers with explanations"),
    json: toggle("print a list as one JSON document"),
  },
  notes: ["The notebooks explain the theory."],
  run({ topic, seed, count, answers, json }, io) {
    const problems = Array.from({ length: count }, (_, i) => problem(topic, seed + i));
    if (json) {
      io.print(`${JSON.stringify(problems.map((one) => answers ? { ...one, answer: one.reveal() } : one))}\n`);
      return 0;
    }
    const questions = problems.map(({ seed, question, unit }) => paragraph(`${seed}. `, `${question} [${unit}]`));
    const solutions = problems.map((one) =>
      paragraph(`${one.seed}. `, check(one, null).text.replace(/^No guess yet\. Answer: /, ""))
    );
    io.print(
      [`Problems: ${topic}`, ...questions, ...(answers ? [headingOf(problems[0]), ...solutions] : [])].join("\n\n") +
        "\n",
    );
    return 0;
  },
});

/** The heading of the answers. All problems of a topic accept the same difference. */
function headingOf(one: Problem): string {
  return `Answers (a guess is right within ${formatQuantity(one.reveal().tolerance ?? 0.1, "share")})`;
}

/** Wraps text into lines that are indented by the width of its label. */
function paragraph(label: string, text: string): string {
  return label + wrapWords(text, LINE_WIDTH - label.length).join(`\n${" ".repeat(label.length)}`);
}
