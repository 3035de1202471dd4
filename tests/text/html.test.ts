import { assertStrictEquals } from "@std/assert";
import { html, trusted } from "../../lib/text/html.ts";

Deno.test("html escapes inserted text, in content and in attributes", () => {
  assertStrictEquals(html`<p title="${`"a'`}">${"<b>&"}</p>`.markup, `<p title="&quot;a&#39;">&lt;b&gt;&amp;</p>`);
});

Deno.test("html inserts HTML, and lists of HTML, unchanged", () => {
  assertStrictEquals(html`<ul>${[1, 2].map((i) => html`<li>${i}</li>`)}</ul>`.markup, "<ul><li>1</li><li>2</li></ul>");
  assertStrictEquals(html`${trusted("<svg/>")}`.markup, "<svg/>");
});
