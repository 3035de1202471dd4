// @ts-types="@types/d3-array"
import { max } from "d3-array";
import { wrapWords } from "../lib/text/wrap-words.ts";
import { type Flag, flagName, type Flags } from "./flags.ts";

const WIDTH = 88;

/** The parts of a command that its help shows. */
export interface CommandDescription<F extends Flags = Flags> {
  name: string;
  /** The words that start it. Default: `deno task NAME`. */
  program?: string;
  /** One or two sentences at the top of the help. */
  about: string;
  flags: F;
  /** Paragraphs at the end of the help. */
  notes?: readonly string[];
  /** Meanings of exit codes other than 0 (done) and 2 (bad input). */
  exitCodes?: Readonly<Record<number, string>>;
}

/** The help of a command: its usage line, its flags with their defaults, and its exit codes. */
export function helpOf(
  { name, program = `deno task ${name}`, about, flags, notes = [], exitCodes }: CommandDescription,
): string {
  const entries = Object.entries(flags);
  const parts = entries.filter(([, { form }]) => form === "argument").map(([, flag]) => flag);
  const words = parts.map(({ value, required, many }) => ` ${required ? value : `[${value}${many ? "…" : ""}]`}`).join(
    "",
  );
  const lists = [
    { heading: "Arguments:", rows: parts.map((flag) => [flag.value, description(flag)] as const) },
    {
      heading: "Flags:",
      rows: [
        ...entries.filter(([, { form }]) => form !== "argument").map(([key, flag]) =>
          [label(key, flag), description(flag)] as const
        ),
        ["--help", "print this"] as const,
      ],
    },
  ].filter(({ rows }) => rows.length > 0);
  const width = max(lists.flatMap(({ rows }) => rows.map(([label]) => label.length)))!;
  const codes = Object.entries({ 0: "done", 2: "bad input", ...exitCodes }).map(([code, meaning]) =>
    `${code} ${meaning}`
  );
  return [
    paragraph(about),
    `Usage: ${program}${words} [flags]`,
    ...lists.map(({ heading, rows }) => `${heading}\n${rows.map((row) => aligned(row, width)).join("\n")}`),
    ...notes.map(paragraph),
    paragraph(`Exit code: ${codes.join(", ")}.`),
  ].join("\n\n") + "\n";
}

function label(key: string, { value, bare }: Flag<unknown>): string {
  if (value === "") return flagName(key);
  return `${flagName(key)} ${bare === undefined ? value : `[${value}]`}`;
}

function description({ help, shown }: Flag<unknown>): string {
  return shown === undefined ? help : `${help} (${shown})`;
}

function aligned([label, text]: readonly [string, string], width: number): string {
  const indent = " ".repeat(width + 4);
  return `  ${label.padEnd(width)}  ${wrapWords(text, WIDTH - indent.length).join(`\n${indent}`)}`;
}

/** Wraps text, unless it is already laid out: indented or in several lines. */
function paragraph(text: string): string {
  return text.includes("\n") || text.startsWith(" ") ? text : wrapWords(text, WIDTH).join("\n");
}
