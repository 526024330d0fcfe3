/** The Runs tab: executions of this workflow to reopen, and two of them side by side. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon, STATUS_ICON } from '../../elements/icons.ts';
import { formatDate, formatDuration } from '../../i18n/format.ts';
import { currentLanguage, t } from '../../i18n/t.ts';
import { STATUS_TOKEN } from '../../run/status.ts';
import type { App } from '../../store/app.ts';
import type { RunSlice } from '../../store/state.ts';
import { casesOf } from '../../store/execution.ts';
import { comparePanel, type ComparedTexts } from './compare.ts';
import { runRow, withoutTime } from './model.ts';
import './runs.css';
import { short } from '../../shared/short.ts';

/** Events whose texts are asked for at once. */
const PAGE = 2_000;
/** Longer histories are compared by what the page knows of them. */
const MAX_TEXTS = 20_000;

export class RunsElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  readonly #chosen = new Set<number>();
  #comparing: readonly [number, number] | undefined;
  #texts: ComparedTexts | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.past, state.document, state.preferences.dateLocale]);
  }

  protected override render(): TemplateResult {
    const runs = this.#runs();
    // Another workflow has other executions.
    for (const number of this.#chosen) if (!runs.some((run) => run.number === number)) this.#chosen.delete(number);
    if (this.#comparing !== undefined) {
      const [a, b] = this.#comparing.map((number) => runs.find((run) => run.number === number));
      if (a !== undefined && b !== undefined) return comparePanel(this.app, a, b, this.#texts, () => this.#stopComparing());
    }
    if (runs.length === 0) return html`<div class="empty"><p>${t('runs.none')}</p></div>`;
    const cases = casesOf(this.app.store.state.document).length;
    return html`<div class="runs" data-testid="runs">
      <div class="runs-bar">
        <button class="btn small outlined" data-testid="compare" ?disabled=${this.#chosen.size !== 2} @click=${() => this.#compare()}>${icon('compare', 14)}${t('runs.compare')}</button>
        <span class="soft">${this.#chosen.size === 2 ? '' : t('runs.compareHint')}</span>
        <span class="grow"></span>
        ${cases > 1 ? html`<button class="btn small" data-testid="run-cases" @click=${() => void this.app.execution.runCases()}>${icon('play', 14)}${t('cases.runAll', { count: cases })}</button>` : nothing}
        <button class="btn small" ?disabled=${this.app.store.state.past.length === 0} @click=${() => this.app.execution.dropPast()}>${icon('trash', 14)}${t('runs.clear')}</button>
      </div>
      <div class="runs-room" tabindex="0" role="region" aria-label=${t('tab.runs')}><table class="table">
        <caption class="sr">${t('runs.caption')}</caption>
        <thead><tr><th scope="col"><span class="sr">${t('runs.choose')}</span></th><th scope="col">${t('runs.name')}</th><th scope="col">${t('runs.case')}</th><th scope="col">${t('runs.status')}</th><th scope="col">${t('runs.started')}</th><th scope="col" class="figure">${t('runs.duration')}</th><th scope="col" class="figure">${t('runs.transitions')}</th><th scope="col" class="figure">${t('runs.events')}</th><th scope="col"><span class="sr">${t('runs.actions')}</span></th></tr></thead>
        <tbody>${runs.map((run, at) => this.#row(run, at === 0 && run === this.app.store.state.run))}</tbody>
      </table></div>
    </div>`;
  }

  /** The execution at hand in its place among the older ones. */
  #runs(): RunSlice[] {
    const { run, past } = this.app.store.state;
    return [...(run.length > 0 ? [run] : []), ...past].sort((a, b) => b.number - a.number);
  }

  #row(run: RunSlice, _newest: boolean): TemplateResult {
    const row = runRow(run);
    const shown = run.number === this.app.store.state.run.number;
    const token = STATUS_TOKEN[row.status];
    return html`<tr class=${shown ? 'chosen' : ''} data-testid="run-row" data-run=${row.number} data-status=${row.status} data-case=${row.caseName}>
      <td><input type="checkbox" class="check" aria-label=${t('runs.chooseRun', { k: row.number })} .checked=${this.#chosen.has(row.number)} @change=${() => this.#toggle(row.number)} /></td>
      <th scope="row"><button class="ellipsis" data-testid="open-run" @click=${() => void this.app.execution.reopen(row.number)}><span class="num soft">#${row.number}</span> ${short(row.name)}</button></th>
      <td class="soft ellipsis">${short(row.caseName)}</td>
      <td class="runs-status" title=${short(row.error ?? '')}><span class="table-status word-${token}">${icon(STATUS_ICON[row.status], 12)}${t(`status.${row.status}`)}</span>${row.error === undefined ? nothing : html` <span class="soft ellipsis">${short(row.error)}</span>`}</td>
      <td class="num soft" title=${formatDate(row.startedAt)}>${formatDate(row.startedAt, false, true)}</td>
      <td class="figure num">${formatDuration(row.durationMs)}</td>
      <td class="figure num">${row.transitions.toLocaleString(currentLanguage())}</td>
      <td class="figure num">${row.events.toLocaleString(currentLanguage())}</td>
      <td class="runs-actions">${shown ? html`<span class="soft">${t('runs.shown')}</span>` : html`<button class="btn small" @click=${() => void this.app.execution.reopen(row.number)}>${t('runs.open')}</button>`}
        ${run.texts === undefined ? nothing : html`<button class="btn icon-only small" title=${t('runs.restore')} aria-label=${t('runs.restoreRun', { k: row.number })} @click=${() => this.#restore(run)}>${icon('reset', 14)}</button>`}
        ${shown ? nothing : html`<button class="btn icon-only small" title=${t('runs.drop')} aria-label=${t('runs.dropRun', { k: row.number })} @click=${() => this.app.execution.dropPast(row.number)}>${icon('cross', 14)}</button>`}</td>
    </tr>`;
  }

  #toggle(number: number): void {
    if (!this.#chosen.delete(number)) {
      // A third one takes the place of the first.
      if (this.#chosen.size === 2) this.#chosen.delete([...this.#chosen][0] ?? 0);
      this.#chosen.add(number);
    }
    this.requestUpdate();
  }

  /** Puts back the texts that an execution was made of. */
  #restore(run: RunSlice): void {
    const { texts } = run;
    if (texts === undefined) return;
    const { definition, input, mocks, config } = texts;
    this.app.documents.change({ definition, input, mocks, config });
  }

  #compare(): void {
    const [a, b] = [...this.#chosen].sort((x, y) => x - y);
    const runs = this.#runs();
    const [left, right] = [runs.find((run) => run.number === a), runs.find((run) => run.number === b)];
    if (left === undefined || right === undefined) return;
    this.#comparing = [left.number, right.number];
    this.#texts = undefined;
    this.requestUpdate();
    void Promise.all([this.#textsOf(left), this.#textsOf(right)])
      .then(([one, two]) => {
        if (this.#comparing?.[0] !== left.number || this.#comparing[1] !== right.number) return;
        this.#texts = { a: one, b: two };
        this.requestUpdate();
      })
      .catch(() => undefined);
  }

  async #textsOf(run: RunSlice): Promise<string[]> {
    if (run.length > MAX_TEXTS) return [];
    const lines: string[] = [];
    for (let from = 0; from < run.length; from += PAGE) {
      const text = await this.app.client.call('historyText', { run: run.number, from, count: PAGE });
      lines.push(...text.split('\n').filter((line) => line !== '').map((line) => withoutTime(line, run.texts?.config.name ?? '')));
    }
    return lines;
  }

  #stopComparing(): void {
    this.#comparing = undefined;
    this.requestUpdate();
  }
}

customElements.define('st-runs', RunsElement);
