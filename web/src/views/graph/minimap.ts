/** The minimap: the whole drawing, small, with the part in sight; pressing or dragging in it moves the view. */
import { html, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { t } from '../../i18n/t.ts';
import type { GraphLayout } from '../../shared/protocol.ts';
import { farEdges, farNodes } from './far.ts';
import type { Box, GraphView } from './model.ts';
import type { Size, View } from './viewport.ts';

const WIDTH = 168;
const HEIGHT = 112;
const INSET = 6;

/** Scale and place of the drawing inside the minimap. */
export function minimapScale(layout: Size): View {
  const k = Math.min((WIDTH - 2 * INSET) / Math.max(1, layout.width), (HEIGHT - 2 * INSET) / Math.max(1, layout.height));
  return { k, x: (WIDTH - layout.width * k) / 2, y: (HEIGHT - layout.height * k) / 2 };
}

/** The part of the drawing in sight, in the minimap's px, cut at its edges. */
export function frameOf(layout: Size, view: View, pane: Size): Box {
  const small = minimapScale(layout);
  const left = Math.max(1, (-view.x / view.k) * small.k + small.x);
  const top = Math.max(1, (-view.y / view.k) * small.k + small.y);
  const right = Math.min(WIDTH - 1, ((pane.width - view.x) / view.k) * small.k + small.x);
  const bottom = Math.min(HEIGHT - 1, ((pane.height - view.y) / view.k) * small.k + small.y);
  return { x: left, y: top, width: Math.max(4, right - left), height: Math.max(4, bottom - top) };
}

/** `center` puts a point of the drawing into the middle of the pane. */
export function minimap(layout: GraphLayout, model: GraphView, center: (x: number, y: number) => void): TemplateResult {
  const small = minimapScale(layout);
  const onPointer = (event: PointerEvent): void => {
    const target = event.currentTarget;
    if (!(target instanceof Element) || (event.type === 'pointermove' && event.buttons === 0)) return;
    event.stopPropagation();
    if (event.type === 'pointerdown') target.setPointerCapture(event.pointerId);
    const box = target.getBoundingClientRect();
    center((event.clientX - box.left - small.x) / small.k, (event.clientY - box.top - small.y) / small.k);
  };
  return html`<div class="minimap" data-testid="minimap" title=${t('graph.minimap')} @pointerdown=${onPointer} @pointermove=${onPointer}>
    <svg width=${WIDTH} height=${HEIGHT} aria-hidden="true">
      ${guard([model], () => svg`<g transform="translate(${small.x} ${small.y}) scale(${small.k})">${farEdges(model)}${farNodes(model.nodes)}</g>`)}
      <rect class="minimap-frame" rx="3"></rect>
    </svg>
  </div>`;
}
