/** What is printed: the whole drawing on a page of its own, and below it every visit as a table; always in light colours. */
import { html, nothing, render } from 'lit';
import { formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { svgFile } from '../graph/export.ts';
import { resultOf } from '../output/model.ts';
import { tableRows } from '../table/model.ts';
import { short } from '../../shared/short.ts';

/** Rows of a table that somebody will read on paper. */
const MAX_ROWS = 1_000;

let sheet: HTMLElement | undefined;

/** From now on printing prints the sheet, however it is begun. */
export function preparePrinting(app: App): void {
  if (sheet !== undefined) return;
  const section = document.createElement('section');
  section.className = 'print-sheet';
  document.body.append(section);
  sheet = section;
  window.addEventListener('beforeprint', () => fill(app, section));
  window.addEventListener('afterprint', () => render(nothing, section));
}

function fill(app: App, section: HTMLElement): void {
  const { document: work, run, cursor } = app.store.state;
  const rows = run.length === 0 ? [] : tableRows(run.index, cursor, 'startedMs', false);
  const result = resultOf(run.state, run.index, run.phase);
  render(
    html`<h1>${short(work.title)}</h1>
      ${result === undefined ? nothing : html`<p>${result.words} · ${t('result.summary', { duration: formatDuration(result.durationMs), count: run.length })}</p>`}
      <figure>${drawing(app) ?? nothing}</figure>
      ${rows.length === 0 ? nothing : html`<table>
        <thead><tr><th>${t('table.name')}</th><th>${t('table.type')}</th><th>${t('table.status')}</th><th class="figure">${t('table.started')}</th><th class="figure">${t('table.duration')}</th><th class="figure">${t('table.attempts')}</th><th>${t('table.resource')}</th></tr></thead>
        <tbody>${rows.slice(0, MAX_ROWS).map((row) => html`<tr><th>${row.name}${row.item === undefined ? '' : ` #${row.item}`}</th><td>${row.type}</td><td>${t(`status.${row.status}`)}</td><td class="figure">${formatDuration(row.startedMs)}</td><td class="figure">${formatDuration(row.durationMs)}</td><td class="figure">${row.attempts || ''}</td><td>${row.resource}</td></tr>`)}</tbody>
      </table>`}`,
    section,
  );
}

/** The drawing with its colours as attributes, drawn while the page is light. */
function drawing(app: App): Element | undefined {
  const root = document.documentElement;
  const { theme } = root.dataset;
  root.dataset['theme'] = 'light';
  try {
    const text = svgFile(app, { transparent: true, withRun: true });
    if (text === undefined) return undefined;
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return parsed.tagName === 'svg' ? document.importNode(parsed, true) : undefined;
  } finally {
    if (theme !== undefined) root.dataset['theme'] = theme;
  }
}
