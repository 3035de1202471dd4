import type { AxisValue } from "../sweep/axes.ts";
import type { TaskList } from "../sweep/plan.ts";

/** The type of a column. Values of `json` are objects, lists or of several types. All columns may have `null`. */
export type ColumnKind = "boolean" | "integer" | "json" | "number" | "text";

/** A column of a table of records. */
export interface Column {
  name: string;
  kind: ColumnKind;
}

/** The columns after the axes, in the order of a record's fields. */
const METRICS: readonly Column[] = [
  { name: "replicate", kind: "integer" },
  { name: "verdict", kind: "text" },
  { name: "totalSeconds", kind: "number" },
  { name: "downtimeSeconds", kind: "number" },
  { name: "pagesTransferred", kind: "integer" },
  { name: "bytesTransferred", kind: "number" },
  { name: "demandFaults", kind: "integer" },
  { name: "stallSeconds", kind: "number" },
  { name: "error", kind: "text" },
];

/** The columns of a sweep's records. They follow from the plan, so they do not depend on the first rows. */
export function columnsOf(tasks: TaskList): Column[] {
  return [...Object.entries(tasks.axes).map(([name, values]) => ({ name, kind: kindOf(values) })), ...METRICS];
}

function kindOf(values: readonly AxisValue[]): ColumnKind {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return "json";
  if (present.every(Number.isSafeInteger)) return "integer";
  const [type, ...others] = new Set(present.map((value) => typeof value));
  if (others.length > 0) return "json";
  return type === "number" || type === "boolean" ? type : type === "string" ? "text" : "json";
}
