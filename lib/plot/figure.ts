/** A drawing as plain data. */
export interface Figure {
  /** One line that names it; also drawn at its top. */
  title: string;
  /** What it shows, in words: its `aria-label`. */
  description: string;
  /** A self-contained SVG text that takes the colour of the page around it. */
  svg: string;
}
