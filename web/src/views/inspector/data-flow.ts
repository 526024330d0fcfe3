/** The data-flow strip: one row per stage on a rail, one of them open with its value before, after, or as difference. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { formatSize } from '../../i18n/format.ts';
import { type MessageKey, t } from '../../i18n/t.ts';
import { summarize } from '../../shared/json-lines.ts';
import type { StageName } from '../../shared/protocol.ts';
import { firstOpenStage, flowStages, type FlowStage } from './model.ts';
import type { InspectorContext } from './inspector.ts';

type Side = 'before' | 'after' | 'diff';

export class DataFlow {
  readonly #host: ReactiveControllerHost;
  /** Stage that the person opened, or 'none' when all were closed; undefined lets the model choose. */
  #open: StageName | 'none' | undefined;
  #side: Side = 'diff';
  #state = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  render(context: InspectorContext): TemplateResult {
    const { inspection, visit } = context;
    if (inspection === undefined) return html`<div class="insp-note"></div>`;
    if (this.#state !== inspection.state) {
      this.#state = inspection.state;
      this.#open = undefined;
    }
    const stages = flowStages(inspection);
    const open = this.#open ?? firstOpenStage(stages);
    const attempts = visit?.attempts.length ?? 0;
    return html`<ol class="flow" data-testid="data-flow">
      ${stages.map((stage) => this.#row(stage, stage.name === open, attempts, visit?.attempts.at(-1)?.sample === true))}
      ${this.#next(context)}
    </ol>`;
  }

  #row(stage: FlowStage, open: boolean, attempts: number, sample: boolean): TemplateResult {
    const idle = stage.effect === 'unchanged' || stage.effect === 'notReached';
    return html`<li class="stage ${open ? 'open' : ''} ${idle ? 'idle' : ''} ${stage.effect}" data-testid="stage" data-stage=${stage.name} data-effect=${stage.effect}>
      <span class="stage-dot" aria-hidden="true"></span>
      <div class="stage-row">
        <button class="stage-toggle" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(stage.name, open)}>
          <span class="stage-name">${stageWords(stage.name, attempts)}</span>
          <span class="stage-path mono ellipsis">${pathWords(stage, attempts, sample)}</span>
          ${open ? nothing : html`<span class="stage-summary mono ellipsis">${this.#summary(stage)}</span>`}
        </button>
        ${open ? this.#sides(stage) : nothing}
        <span class="stage-chevron" aria-hidden="true">${icon(open ? 'chevronDown' : 'chevronRight', 12)}</span>
      </div>
      ${open ? this.#value(stage) : nothing}
    </li>`;
  }

  #summary(stage: FlowStage): string {
    if (stage.effect === 'unchanged') return t('stage.unchanged');
    if (stage.effect === 'notReached') return t('stage.notReached');
    if (stage.effect === 'failed') return stage.error ?? '';
    return summarize(stage.value ?? '');
  }

  #sides(stage: FlowStage): TemplateResult | typeof nothing {
    if (stage.before === undefined || stage.value === undefined) return nothing;
    const side = (id: Side, key: MessageKey): TemplateResult =>
      html`<button aria-pressed=${this.#side === id ? 'true' : 'false'} @click=${() => this.#choose(id)}>${t(key)}</button>`;
    return html`<span class="seg" role="group">${side('before', 'stage.before')}${side('after', 'stage.after')}${side('diff', 'stage.diff')}</span>`;
  }

  #value(stage: FlowStage): TemplateResult {
    if (stage.effect === 'failed') {
      return html`<div class="stage-error"><b>${stage.error ?? ''}</b><p>${stage.cause ?? ''}</p></div>`;
    }
    if (stage.value === undefined) return html`<p class="insp-note">${t('stage.notReached')}</p>`;
    const compare = stage.before !== undefined && this.#side === 'diff';
    const shown = stage.before !== undefined && this.#side === 'before' ? stage.before : stage.value;
    return html`<st-json .value=${shown} .base=${compare ? stage.before : undefined} .label=${stageWords(stage.name, 0)}></st-json>`;
  }

  #next(context: InspectorContext): TemplateResult | typeof nothing {
    const { inspection, app } = context;
    const output = inspection?.stages.findLast((stage) => stage.value !== undefined && stage.stage !== 'afterAssign')?.value;
    const next = inspection?.next;
    if (output === undefined || context.visit?.end === undefined) return nothing;
    return html`<li class="stage last ${next === undefined ? 'idle' : ''}">
      <span class="stage-dot" aria-hidden="true"></span>
      <div class="stage-row">
        <button class="stage-toggle" ?disabled=${next === undefined} @click=${() => next !== undefined && app.select(next)}>
          <span class="stage-name">${next === undefined ? t('stage.end') : t('stage.next')}</span>
          <span class="stage-path mono ellipsis">${next ?? ''}</span>
          <span class="stage-summary mono num">${formatSize(output.length)}</span>
        </button>
        <span class="stage-chevron" aria-hidden="true">${next === undefined ? nothing : icon('chevronRight', 12)}</span>
      </div>
    </li>`;
  }

  #toggle(name: StageName, open: boolean): void {
    this.#open = open ? 'none' : name;
    this.#host.requestUpdate();
  }

  #choose(side: Side): void {
    this.#side = side;
    this.#host.requestUpdate();
  }
}

function stageWords(name: StageName, attempts: number): string {
  return name === 'result' && attempts > 0 ? t('stage.taskResult') : t(`stage.${name}`);
}

function pathWords(stage: FlowStage, attempts: number, sample: boolean): string {
  if (stage.name !== 'result') return stage.expression ?? (stage.effect === 'unchanged' && stage.name !== 'output' ? '$' : '');
  if (attempts === 0) return stage.expression ?? '';
  if (sample) return t('stage.sample');
  return attempts > 1 ? t('stage.mockAttempt', { k: attempts }) : t('stage.mock');
}
