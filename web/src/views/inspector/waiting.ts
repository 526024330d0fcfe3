/** What a waiting state can be told: answers to its token, an activity worker to play, the lines that would do it for real. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { formatClock, formatDuration } from '../../i18n/format.ts';
import { t } from '../../i18n/t.ts';
import type { WaitingState } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { boto3Line, cliLine, type TaskAnswer } from './task-answer.ts';
import { calm } from '../../shared/short.ts';

type Outcome = 'success' | 'failure' | 'heartbeat';

export class WaitingPanel {
  readonly #host: ReactiveControllerHost;
  #outcome: Outcome = 'success';
  #texts = { output: '{ "approved": true }', error: 'Rejected', cause: '', worker: 'worker-1' };
  #problem = '';
  #language: 'boto3' | 'cli' = 'boto3';
  /** Tasks that the worker has taken, by the visit's first event. */
  readonly #taken = new Map<number, { readonly token: string; readonly input: string }>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Nothing where the state does not wait, or the clock stands in the past. */
  render(app: App, state: string, resource: string | undefined): TemplateResult | typeof nothing {
    const { run, cursor } = app.store.state;
    if (cursor < run.length || run.state?.status !== 'RUNNING') return nothing;
    const waiting = run.state.waiting.find((item) => item.state === state);
    if (waiting === undefined) return nothing;
    return html`<section class="token-form" data-testid="token-form" data-reason=${waiting.reason}>
      <p class="waiting-line">${icon(waiting.reason === 'task-token' ? 'key' : waiting.reason === 'activity' ? 'gear' : 'hourglass', 14)}<span>${waitingWords(app, waiting)}</span></p>
      ${waiting.reason === 'activity' ? this.#activity(app, waiting, resource ?? '') : nothing}
      ${waiting.reason === 'task-token' && waiting.token !== undefined ? this.#answer(app, waiting.token, '') : nothing}
      ${waiting.reason === 'timer' ? html`<div class="insp-actions tight"><button class="btn outlined small" data-testid="go-on" @click=${() => void app.execution.run()}>${icon('play', 14)}${t('waiting.goOn')}</button></div>` : nothing}
      ${waiting.reason === 'never' ? html`<div class="insp-actions tight"><button class="btn outlined small" @click=${() => void app.execution.letTimePass().catch(() => undefined)}>${icon('hourglass', 14)}${t('runMenu.time')}</button></div>` : nothing}
    </section>`;
  }

  /** The worker: takes the task first, then answers it. */
  #activity(app: App, waiting: WaitingState, activityArn: string): TemplateResult {
    const task = this.#taken.get(waiting.enteredEventId);
    const take = (): void => {
      this.#problem = '';
      void app.execution.activityTask(activityArn, this.#texts.worker).then(
        (found) => {
          if (found === undefined) this.#problem = t('waiting.noTask');
          else this.#taken.set(waiting.enteredEventId, found);
          this.#host.requestUpdate();
        },
        (error: unknown) => this.#complain(error),
      );
    };
    if (task === undefined) {
      return html`<div class="bench-row"><input class="input" aria-label=${t('waiting.worker')} title=${t('waiting.worker')} .value=${this.#texts.worker} @input=${(event: Event) => this.#type('worker', event)} />
        <button class="btn outlined small" data-testid="get-task" @click=${take}>${icon('download', 14)}${t('waiting.getTask')}</button></div>${this.#problemLine()}
        ${this.#lines({ kind: 'getTask', token: '', activityArn, worker: this.#texts.worker })}`;
    }
    return html`<div class="field"><span class="label">${t('inspector.input')}</span><st-json .value=${task.input} .label=${t('inspector.input')}></st-json></div>${this.#answer(app, task.token, activityArn)}`;
  }

  #answer(app: App, token: string, activityArn: string): TemplateResult {
    const tab = (outcome: Outcome, words: string): TemplateResult =>
      html`<button data-testid="answer-${outcome}" aria-pressed=${this.#outcome === outcome ? 'true' : 'false'} @click=${() => { this.#outcome = outcome; this.#problem = ''; this.#host.requestUpdate(); }}>${words}</button>`;
    const { output, error, cause } = this.#texts;
    const answer: TaskAnswer = { kind: this.#outcome, token, output, error, cause, activityArn, worker: this.#texts.worker };
    return html`<div class="seg" role="group" aria-label=${t('waiting.answer')}>${tab('success', t('token.success'))}${tab('failure', t('token.failure'))}${tab('heartbeat', t('token.heartbeat'))}</div>
      ${this.#outcome === 'success' ? html`<div class="field"><label for="token-output">${t('token.output')}</label><textarea class="input" id="token-output" data-testid="token-output" name="output" rows="3" spellcheck="false" .value=${output} @input=${(event: Event) => this.#type('output', event)}></textarea></div>` : nothing}
      ${this.#outcome === 'failure' ? html`<div class="token-error"><input class="input" name="error" aria-label=${t('token.error')} placeholder=${t('token.error')} .value=${error} @input=${(event: Event) => this.#type('error', event)} /><input class="input" name="cause" aria-label=${t('token.cause')} placeholder=${t('token.cause')} .value=${cause} @input=${(event: Event) => this.#type('cause', event)} /></div>` : nothing}
      ${this.#problemLine()}
      <div class="insp-actions tight">${this.#sendButton(app, token)}</div>
      ${this.#lines(answer)}`;
  }

  #sendButton(app: App, token: string): TemplateResult {
    const { execution } = app;
    const { output, error, cause } = this.#texts;
    const send = (act: Promise<void>): void => {
      this.#problem = '';
      act.catch((problem: unknown) => this.#complain(problem));
    };
    switch (this.#outcome) {
      case 'success':
        return html`<button class="btn outlined small word-ok" data-testid="send-success" @click=${() => send(execution.sendSuccess(token, output))}>${icon('check', 14)}${t('token.success')}</button>`;
      case 'failure':
        return html`<button class="btn outlined small word-fa" data-testid="send-failure" @click=${() => send(execution.sendFailure(token, error || 'Rejected', cause))}>${icon('cross', 14)}${t('token.failure')}</button>`;
      case 'heartbeat':
        return html`<button class="btn outlined small" data-testid="send-heartbeat" @click=${() => send(execution.sendHeartbeat(token))}>${icon('ring', 14)}${t('token.heartbeat')}</button>`;
    }
  }

  /** The lines that would do the same in an account. */
  #lines(answer: TaskAnswer): TemplateResult {
    const text = this.#language === 'boto3' ? boto3Line(answer) : cliLine(answer);
    const tab = (language: 'boto3' | 'cli', words: string): TemplateResult =>
      html`<button data-testid="line-${language}" aria-pressed=${this.#language === language ? 'true' : 'false'} @click=${() => { this.#language = language; this.#host.requestUpdate(); }}>${words}</button>`;
    return html`<details class="token-lines"><summary>${icon('chevronRight', 12)}${t('waiting.lines')}</summary>
      <div class="token-lines-head"><div class="seg" role="group" aria-label=${t('waiting.lines')}>${tab('boto3', 'boto3')}${tab('cli', 'AWS CLI')}</div><span class="grow"></span>
        <button class="btn small" data-testid="copy-line" @click=${() => void navigator.clipboard.writeText(text).catch(() => undefined)}>${icon('copy', 14)}${t('inspector.copy')}</button></div>
      <pre class="json code-lines" tabindex="0" data-testid="answer-lines">${calm(text)}</pre></details>`;
  }

  #problemLine(): TemplateResult | typeof nothing {
    return this.#problem === '' ? nothing : html`<p class="word-fa" role="alert" data-testid="answer-problem">${this.#problem}</p>`;
  }

  #complain(error: unknown): void {
    this.#problem = error instanceof Error ? error.message : String(error);
    this.#host.requestUpdate();
  }

  #type(name: 'output' | 'error' | 'cause' | 'worker', event: Event): void {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) this.#texts = { ...this.#texts, [name]: event.target.value };
    this.#host.requestUpdate();
  }
}

/** Since when, until when: on the virtual clock, counted from the execution's start. */
export function waitingWords(app: App, waiting: WaitingState): string {
  const start = app.store.state.run.index.events[0]?.timestampMs ?? 0;
  const since = formatClock(waiting.sinceMs - start);
  if (waiting.untilMs !== undefined) return t('waiting.until', { until: formatClock(waiting.untilMs - start), duration: formatDuration(waiting.untilMs - waiting.sinceMs) });
  return t(waiting.reason === 'activity' ? 'waiting.activity' : waiting.reason === 'never' ? 'waiting.never' : 'waiting.token', { since });
}
