/** The Problems tab: what is wrong with the three texts, where, and how it can be mended. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { withCode, withoutMarks } from '../../elements/code-words.ts';
import { icon, type IconName } from '../../elements/icons.ts';
import { t } from '../../i18n/t.ts';
import type { Severity } from '../../shared/protocol.ts';
import type { App, Problem } from '../../store/app.ts';
import { fixPreview, placeWords } from './model.ts';
import './problems.css';

/** Rows in the document; a text with more problems has one cause. */
const MAX_ROWS = 200;

const SIGN: Readonly<Record<Severity, { icon: IconName; token: string }>> = {
  error: { icon: 'problem', token: 'fa' },
  warning: { icon: 'warning', token: 'ca' },
  hint: { icon: 'info', token: 'ip' },
};

export class ProblemsElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.analysis, state.problem, state.document, state.run.refused]);
  }

  protected override render(): TemplateResult {
    const problems = this.app.problems();
    if (problems.length === 0) {
      return html`<div class="empty">${icon('check')}<b>${t('problems.none')}</b><p>${t('problems.noneHelp')}</p></div>`;
    }
    const { problem: chosen } = this.app.store.state;
    const blocked = this.app.blocked();
    return html`<div class="problems">
      <div class="problems-list" data-testid="problems">
        <ul>${problems.slice(0, MAX_ROWS).map((problem, at) => this.#row(problem, at, at === chosen))}</ul>
        <p class="problems-foot"><span class="kbd">F8</span> ${t('problems.next')}
          ${blocked ? html`<span>${t('problems.blocked')}</span>` : nothing}
          ${problems.length > MAX_ROWS ? html`<span>${t('problems.more', { count: problems.length - MAX_ROWS })}</span>` : nothing}</p>
      </div>
      ${this.#preview(problems[chosen])}
    </div>`;
  }

  #row(problem: Problem, at: number, chosen: boolean): TemplateResult {
    const { diagnostic, part } = problem;
    const sign = SIGN[diagnostic.severity];
    const fix = diagnostic.fixes[0];
    const place = [part === 'definition' ? placeWords(diagnostic.location) : t(`part.${part}`), t('problems.line', { line: diagnostic.line })].filter((word) => word !== '').join(', ');
    return html`<li class="problem ${chosen ? 'chosen' : ''}" data-testid="problem" data-code=${diagnostic.code} data-severity=${diagnostic.severity}>
      <button class="problem-main" @click=${() => this.app.showProblem(at)}>
        <span class="word-${sign.token}">${icon(sign.icon)}</span>
        <span class="problem-words" lang="en" title=${withoutMarks(diagnostic.help ?? diagnostic.message)}>${withCode(sentence(diagnostic.message))}</span>
        <span class="problem-code mono ellipsis wide-only">${diagnostic.code}</span>
        <span class="problem-place num ellipsis">${place}</span>
      </button>
      ${fix === undefined ? html`<span></span>` : html`<button class="btn outlined small" data-testid="fix" @click=${() => this.app.applyFix(part, fix)}>${icon('wand', 14)}<span lang="en">${withCode(fix.title)}</span></button>`}
    </li>`;
  }

  #preview(problem: Problem | undefined): TemplateResult {
    const fix = problem?.diagnostic.fixes[0];
    if (problem === undefined || fix === undefined) {
      const help = problem?.diagnostic.help;
      return html`<aside class="problems-preview wide-only">${help === undefined ? html`<p class="soft">${t(problem === undefined ? 'problems.select' : 'problems.noFix')}</p>` : html`<p lang="en">${withCode(sentence(help))}</p>`}</aside>`;
    }
    const lines = fixPreview(this.app.store.state.document[problem.part], fix.edits);
    return html`<aside class="problems-preview wide-only">
      <h3>${t('problems.preview', { title: withoutMarks(fix.title) })}</h3>
      <div class="json" lang="en" tabindex="0" role="group" aria-label=${withoutMarks(fix.title)}><ol>${lines.map((line) => html`<li class=${line.kind}><span class="sign">${line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : ' '}</span>${line.text}</li>`)}</ol></div>
      <div class="insp-actions"><button class="btn outlined small" data-testid="apply-fix" @click=${() => this.app.applyFix(problem.part, fix)}>${t('problems.apply')}</button></div>
    </aside>`;
  }
}

/** Messages begin small and end without a stop, as they stand in a line; here they are sentences. */
function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.。!?]$/.test(first) ? first : `${first}.`;
}

customElements.define('st-problems', ProblemsElement);
