/**
 * A page as a frame within another one, such as a notebook's output: its styles and names stay its own. The page tells the
 * frame how high it is; until then, and where it may not, it is as high as given here.
 */
export function frameHtml(page: string): string {
  // Within double quotes nothing else has to be escaped, and of a long script nothing else should.
  const escaped = page.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return '<iframe title="Pageferry explorer" allow="clipboard-write" loading="lazy" ' +
    `style="width:100%;height:56rem;border:1px solid #8888;border-radius:6px" srcdoc="${escaped}"></iframe>`;
}
