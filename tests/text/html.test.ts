import { assertStrictEquals } from "@std/assert";
import { html, trusted } from "../../lib/text/html.ts";

Deno.test("html escapes what is put into it, in texts and in attributes", () => {
  assertStrictEquals(html`<p title="${`"a'`}">${"<b>&"}</p>`.markup, `<p title="&quot;a&#39;">&lt;b&gt;&amp;</p>`);
});

Deno.test("html takes HTML, and lists of it, as they are", () => {
  assertStrictEquals(html`<ul>${[1, 2].map((i) => html`<li>${i}</li>`)}</ul>`.markup, "<ul><li>1</li><li>2</li></ul>");
  assertStrictEquals(html`${trusted("<svg/>")}`.markup, "<svg/>");
});
