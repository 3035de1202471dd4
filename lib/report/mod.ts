/**
 * The report on the reproduced paper: an HTML page, and its table of claims as text.
 *
 * @module
 */
export { claimsTable } from "./claims-table.ts";
export { reportHtml, type ReportOptions } from "./report-html.ts";
