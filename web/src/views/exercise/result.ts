/** The box below Check: what holds, what failed first and why, and what to look at. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import type { ExerciseAssertion, ExerciseReport } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import type { Texts } from './course.ts';
import { line, prose } from './prose.ts';
import { came, wanted } from './sentences.ts';
import { firstFailed, type Learning } from './session.ts';
import { x } from './words.ts';

export function resultBox(learning: Learning, report: ExerciseReport, texts: Texts, app: App): TemplateResult {
  const total = report.assertions.length;
  const passed = report.assertions.filter((assertion) => assertion.holds === true).length;
  const failed = firstFailed(report);
  const severalRuns = new Set(report.assertions.map((assertion) => assertion.run)).size > 1;
  return html`<section class="ex-box ex-result ${report.passed ? 'passed' : ''}" aria-labelledby="ex-result-title" data-testid="result" data-passed=${report.passed ? 'true' : 'false'}>
    <header><h3 id="ex-result-title">${report.passed ? x('result.solved', { total }) : x('result.title')}</h3>${report.passed ? nothing : html`<span class="num soft">${x('result.count', { passed, total })}</span>`}</header>
    <ul>${report.assertions.map((assertion) => row(learning, assertion, assertion === failed, severalRuns, report, texts, app))}</ul>
  </section>`;
}

function row(learning: Learning, assertion: ExerciseAssertion, isFirst: boolean, severalRuns: boolean, report: ExerciseReport, texts: Texts, app: App): TemplateResult {
  const holds = assertion.holds === true;
  const words = wanted(assertion, texts.numbers, x);
  const run = severalRuns && assertion.run !== undefined ? html`<span class="chip">${x('result.run', { run: assertion.run + 1 })}</span>` : nothing;
  const sign = holds ? html`<span class="word-ok">${icon('check')}</span>` : isFirst ? html`<span class="word-fa">${icon('cross')}</span>` : html`<span class="word-ns">${icon('dashes')}</span>`;
  if (!isFirst) return html`<li class=${holds ? '' : 'later'} data-testid="assertion" data-id=${assertion.id} data-holds=${String(assertion.holds ?? 'open')}>${sign}<div>${words} ${run}</div></li>`;
  const message = report.wrong === undefined ? undefined : texts.wrong[report.wrong];
  return html`<li class="first" data-testid="assertion" data-id=${assertion.id} data-holds="false" data-wrong=${report.wrong ?? nothing}>${sign}<div>
    <b>${words}</b> ${run}
    <p>${came(assertion, x)}</p>
    ${message === undefined ? nothing : html`<div class="ex-message" data-testid="wrong-message">${prose(message, learning.course.facts)}</div>`}
    <div class="ex-links">${links(learning, assertion, app)}</div>
  </div></li>`;
}

function links(learning: Learning, assertion: ExerciseAssertion, app: App): TemplateResult {
  const { state, kind } = assertion;
  return html`${state === undefined || assertion.id.startsWith('answer/') ? nothing : html`<button class="link" data-testid="show-state" @click=${() => { learning.showState(state); app.showNarrow('graph'); }}>${x('result.showState')}: ${line(`\`${state}\``, {})}</button>`}
    ${kind === 'errors' || kind === 'readable' ? html`<button class="link" @click=${() => { app.showDock('problems'); app.showNarrow('run'); }}>${x('result.showProblems')}</button>` : nothing}`;
}
