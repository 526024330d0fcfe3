/** The drawing as a file: all of it, at the moment and in the colours that are shown, with the definition inside. */
import { nothing, render, svg } from 'lit';
import { HistoryIndex } from '../../run/history-index.ts';
import { scopeOf } from '../../run/scope.ts';
import { pngWithDefinition, svgWithDefinition } from '../../import/drawing-file.ts';
import type { App } from '../../store/app.ts';
import { drawEdge, drawLabel, drawNode } from './draw.ts';
import { mermaidText } from './mermaid.ts';
import { graphView } from './model.ts';

export interface ExportOptions {
  readonly transparent: boolean;
  /** The statuses of the run as it is shown. */
  readonly withRun: boolean;
}

const MARGIN = 24;
/** What browsers can draw into one picture. */
const MAX_SIDE = 16_000;
const MAX_AREA = 120_000_000;
/** Style properties that a picture needs, as attributes, so that any program shows it alike. */
const PROPERTIES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor',
] as const;
const INITIAL: Readonly<Record<string, string>> = {
  'fill-opacity': '1', 'stroke-opacity': '1', stroke: 'none', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter', opacity: '1', 'text-anchor': 'start', 'stroke-width': '1px',
};

/** Mermaid's text of the drawing; undefined while there is none. */
export function mermaidFile(app: App): string | undefined {
  const { analysis } = app.store.state;
  const layout = analysis.good?.graph ?? analysis.latest?.graph ?? undefined;
  return layout === undefined ? undefined : mermaidText(layout);
}

/** Text of an SVG file; undefined while there is no drawing. */
export function svgFile(app: App, options: ExportOptions): string | undefined {
  const { analysis, run, cursor, iterations, document: work, breakpoints } = app.store.state;
  const layout = analysis.good?.graph ?? analysis.latest?.graph ?? undefined;
  if (layout === undefined) return undefined;
  const model = options.withRun ? graphView(layout, scopeOf(run.index, iterations), cursor, undefined) : graphView(layout, new HistoryIndex(), 0, undefined);
  const width = Math.ceil(layout.width + 2 * MARGIN);
  const height = Math.ceil(layout.height + 2 * MARGIN);
  const host = document.createElement('div');
  host.className = 'graph export-host';
  document.body.append(host);
  try {
    const containers = model.nodes.filter((item) => item.node.kind === 'container');
    const others = model.nodes.filter((item) => item.node.kind !== 'container');
    render(
      svg`<svg xmlns="http://www.w3.org/2000/svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
        <defs><pattern id="st-export-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-line" d="M0 0V6"></path></pattern></defs>
        ${options.transparent ? nothing : svg`<rect class="export-ground" width=${width} height=${height}></rect>`}
        <g transform="translate(${MARGIN} ${MARGIN})">
          ${containers.map((item) => drawNode(item, false, breakpoints.includes(item.node.id) && options.withRun))}
          ${model.edges.map((item) => drawEdge(item, model.ran))}
          ${model.edges.map((item) => drawLabel(item, model.ran))}
          ${others.map((item) => drawNode(item, false, breakpoints.includes(item.node.id) && options.withRun))}
        </g></svg>`,
      host,
    );
    const drawing = host.querySelector('svg');
    if (drawing === null) return undefined;
    freezeStyles(drawing);
    return svgWithDefinition(new XMLSerializer().serializeToString(drawing), work.definition);
  } finally {
    host.remove();
  }
}

/** Writes what the style sheets say into attributes, and takes out what only the page needs. */
function freezeStyles(drawing: SVGSVGElement): void {
  const elements = [...drawing.querySelectorAll('*')];
  // First all is read, then all is written: a change in between would have everything computed anew.
  const found = elements.map((element) => {
    const style = getComputedStyle(element);
    return PROPERTIES.map((name) => [name, plainColor(style.getPropertyValue(name))] as const);
  });
  elements.forEach((element, at) => {
    const isText = element.tagName === 'text';
    if (element.tagName !== 'g' && element.tagName !== 'title' && element.tagName !== 'pattern' && element.tagName !== 'defs') {
      for (const [name, value] of found[at] ?? []) {
        if (value === '' || value === INITIAL[name] || (!isText && /^(?:font|text)/.test(name))) continue;
        element.setAttribute(name, value.replace('#st-hatch', '#st-export-hatch').replace(/url\("([^"]*)"\)/, 'url($1)'));
      }
    } else if (element.tagName === 'g') {
      const opacity = (found[at] ?? []).find(([name]) => name === 'opacity')?.[1];
      if (opacity !== undefined && opacity !== '1') element.setAttribute('opacity', opacity);
    }
    element.removeAttribute('class');
  });
  for (const node of [...walkComments(drawing)]) node.remove();
}

function* walkComments(root: Node): Generator<ChildNode> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode() !== null) if (walker.currentNode instanceof Comment) yield walker.currentNode;
}

/** Mixed colours as other programs know them: `color(srgb 1 0 0)` becomes `rgb(255 0 0)`. */
function plainColor(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)/g, (_, r: string, g: string, b: string, alpha?: string) => {
    const parts = [r, g, b].map((part) => Math.round(Math.min(1, Math.max(0, Number(part))) * 255)).join(', ');
    return alpha === undefined ? `rgb(${parts})` : `rgba(${parts}, ${alpha})`;
  });
}

/** A PNG of the drawing; undefined while there is none, or where the browser cannot draw it. */
export async function pngFile(app: App, options: ExportOptions, scale: number): Promise<Blob | undefined> {
  const text = svgFile(app, options);
  if (text === undefined) return undefined;
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const side = Math.max(image.naturalWidth, image.naturalHeight, 1);
    const k = Math.min(scale, MAX_SIDE / side, Math.sqrt(MAX_AREA / Math.max(1, image.naturalWidth * image.naturalHeight)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * k);
    canvas.height = Math.round(image.naturalHeight * k);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) return undefined;
    const bytes = pngWithDefinition(new Uint8Array(await blob.arrayBuffer()), app.store.state.document.definition);
    return new Blob([bytes.slice().buffer], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
