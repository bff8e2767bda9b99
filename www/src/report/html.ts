/** Writes a report into a file of HTML: the tree of `report.tsx`, its styles, and no script. */
import { Fragment, h, type ComponentChildren, type VNode } from 'preact';
import { Report } from './report';
import type { ReportData } from './report-data';

/** Nothing is fetched and nothing runs, whatever a text of the service may contain. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** @param styles CSS, without `</style` */
export function* reportHtml(data: ReportData, styles: string): Generator<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Patch compliance report, ${data.madeAt.toISOString().slice(0, 10)}</title>
<style>${styles}</style>
</head>
<body>
<main>`;
  yield* chunks(h(Report, { data }));
  yield '</main>\n</body>\n</html>\n';
}

type Tree = ComponentChildren;

/** Elements that become one chunk; those around them are written tag by tag. */
const WHOLE = new Set(['tr', 'p', 'dl', 'ul', 'svg', 'h1', 'h2', 'colgroup', 'caption']);

function* chunks(tree: Tree): Generator<string> {
  if (Array.isArray(tree)) {
    for (const child of tree) yield* chunks(child as Tree);
  } else if (!isNode(tree)) {
    yield text(tree);
  } else if (typeof tree.type === 'function') {
    yield* chunks(rendered(tree));
  } else if (WHOLE.has(tree.type)) {
    yield html(tree);
  } else {
    yield startTag(tree);
    yield* chunks(tree.props.children);
    yield `</${tree.type}>\n`;
  }
}

/** Elements without an end tag. */
const VOID = new Set(['col']);

function html(tree: Tree): string {
  if (Array.isArray(tree)) return tree.map((child) => html(child as Tree)).join('');
  if (!isNode(tree)) return text(tree);
  if (typeof tree.type === 'function') return html(rendered(tree));
  const start = startTag(tree);
  return VOID.has(tree.type) ? start : `${start}${html(tree.props.children)}</${tree.type}>`;
}

type Node = VNode<{ children?: Tree }>;

function isNode(tree: Tree): tree is Node {
  return typeof tree === 'object' && tree !== null && 'type' in tree;
}

function rendered({ type, props }: Node): Tree {
  if (type === Fragment) return props.children;
  return (type as (props: object) => Tree)(props);
}

function startTag({ type, props }: Node): string {
  const attributes = Object.entries(props).map(([name, value]: [string, unknown]) => {
    if (name === 'children' || value === undefined || value === null || value === false) return '';
    return ` ${name}="${escaped(String(value))}"`;
  });
  return `<${String(type)}${attributes.join('')}>`;
}

function text(tree: Tree): string {
  return typeof tree === 'string' || typeof tree === 'number' ? escaped(String(tree)) : '';
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // No text of HTML can have it.
  '\0': '\uFFFD',
};

function escaped(value: string): string {
  return value.replace(/[&<>"'\0]/g, (char) => ESCAPES[char]!);
}
