/** The data-flow strip: one row per stage on a rail, one of them open with its value before, after, or as difference. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import { formatSize } from '../../i18n/format.ts';
import { type MessageKey, t } from '../../i18n/t.ts';
import { parseJson } from '../../shared/guard.ts';
import { formatJson, summarize } from '../../shared/json-lines.ts';
import type { StageName } from '../../shared/protocol.ts';
import { endBy } from '../../run/visit-status.ts';
import { firstOpenStage, flowStages, type FlowStage } from './model.ts';
import type { Inspection } from '../../shared/protocol.ts';
import type { InspectorContext } from './inspector.ts';
import { withMock } from '../mocks/model.ts';
import { asJson, asTyped, fieldOf, type FieldTexts, fieldTexts } from './state-text.ts';
import { calm, short } from '../../shared/short.ts';

type Side = 'before' | 'after' | 'diff';

/** Another field of the state, or another value where one comes in: the state's input, the task's result. */
interface Edit {
  readonly stage: StageName;
  /** Undefined for a value. */
  readonly field: string | undefined;
  readonly typed: string;
  readonly texts: FieldTexts;
}

/** Stages that are called as the field that makes them: English in every language. */
const FIELDS: ReadonlySet<StageName> = new Set<StageName>(['afterInputPath', 'afterParameters', 'afterArguments', 'afterItemsPath', 'afterItemSelector', 'afterResultSelector', 'afterResultPath', 'afterAssign']);
/** Stages whose value comes from outside of the state. */
const VALUES: ReadonlySet<StageName> = new Set<StageName>(['input', 'result']);

export class DataFlow {
  readonly #host: ReactiveControllerHost;
  /** Stage that the person opened, or 'none' when all were closed; undefined lets the model choose. */
  #open: StageName | 'none' | undefined;
  #side: Side = 'diff';
  #state = '';
  /** What is being tried, and what was typed; the definition is as it was. */
  #edit: Edit | undefined;
  /** What the stages would have given; undefined while nothing was changed. */
  #tried: Inspection | undefined;
  #refused = '';
  #asked = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  render(context: InspectorContext): TemplateResult {
    const { inspection, visit } = context;
    if (inspection === undefined) return html`<div class="insp-note"></div>`;
    if (this.#state !== inspection.state) {
      this.#state = inspection.state;
      this.#open = undefined;
      this.#edit = undefined;
    }
    if (this.#edit === undefined || this.#tried?.enteredEventId !== inspection.enteredEventId) this.#tried = undefined;
    const stages = flowStages(this.#tried ?? inspection);
    const open = this.#open ?? firstOpenStage(stages);
    const attempts = visit?.attempts.length ?? 0;
    return html`${this.#whatIfBar(context)}<ol class="flow ${this.#tried === undefined ? '' : 'tried'}" data-testid="data-flow">
      ${stages.map((stage) => this.#row(context, stage, stage.name === open, attempts, visit?.attempts.at(-1)?.sample === true))}
      ${this.#next(context)}
    </ol>`;
  }

  #row(context: InspectorContext, stage: FlowStage, open: boolean, attempts: number, sample: boolean): TemplateResult {
    const idle = stage.effect === 'unchanged' || stage.effect === 'notReached';
    return html`<li class="stage ${open ? 'open' : ''} ${idle ? 'idle' : ''} ${stage.effect}" data-testid="stage" data-stage=${stage.name} data-effect=${stage.effect}>
      <span class="stage-dot" aria-hidden="true"></span>
      <div class="stage-row">
        <button class="stage-toggle" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#toggle(stage.name, open)}>
          <span class="stage-name" lang=${FIELDS.has(stage.name) ? 'en' : nothing}>${stageWords(stage.name, attempts)}</span>
          <span class="stage-path mono ellipsis">${short(pathWords(stage, attempts, sample))}</span>
          ${this.#differs(context, stage) ? html`<span class="what-if-sign">${t('whatIf.changed')}</span>` : nothing}
          ${open ? nothing : html`<span class="stage-summary mono ellipsis">${this.#summary(stage)}</span>`}
        </button>
        ${open ? this.#sides(stage) : nothing}
        <span class="stage-chevron" aria-hidden="true">${icon(open ? 'chevronDown' : 'chevronRight', 12)}</span>
      </div>
      ${open ? html`${this.#editor(context, stage)}${this.#value(context, stage)}` : nothing}
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

  /** The stage's value in the run, when another one is tried. */
  #inRun(context: InspectorContext, stage: FlowStage): string | undefined {
    return this.#tried === undefined ? undefined : context.inspection?.stages.find((found) => found.stage === stage.name)?.value;
  }

  #differs(context: InspectorContext, stage: FlowStage): boolean {
    return this.#tried !== undefined && this.#inRun(context, stage) !== stage.value;
  }

  /** Above the strip while something is tried: what that means, and the ways out. */
  #whatIfBar({ app, summary }: InspectorContext): TemplateResult | typeof nothing {
    const edit = this.#edit;
    if (edit === undefined || summary === undefined) return nothing;
    const { document } = app.store.state;
    const { field } = edit;
    const apply = (): void => {
      if (field !== undefined) app.documents.change({ definition: edit.texts.with(document.definition, summary, [field], asJson(edit.typed)) });
      else if (edit.stage === 'result') app.documents.change({ mocks: withMock(document.mocks, summary.name, edit.typed) });
      this.#leave();
    };
    // Another input of a state inside the workflow has no place to be put.
    const words = field !== undefined ? t('whatIf.apply') : edit.stage === 'result' && summary.type === 'Task' ? t('whatIf.toMock') : undefined;
    return html`<div class="what-if" data-testid="what-if"><b>${t('whatIf.title')}</b><span class="grow">${t('whatIf.note')}</span>
      ${words === undefined ? nothing : html`<button class="btn small outlined" data-testid="what-if-apply" ?disabled=${field === undefined && parseJson(edit.typed) === undefined} @click=${apply}>${words}</button>`}
      <button class="btn small" data-testid="what-if-leave" @click=${() => this.#leave()}>${t('whatIf.leave')}</button></div>`;
  }

  #leave(): void {
    this.#edit = undefined;
    this.#tried = undefined;
    this.#refused = '';
    this.#host.requestUpdate();
  }

  /** The stage's field or value: a press begins to try another one. */
  #editor(context: InspectorContext, stage: FlowStage): TemplateResult | typeof nothing {
    const { summary, app } = context;
    const field = fieldOf(stage.name, summary);
    const value = VALUES.has(stage.name) && (stage.value !== undefined || stage.effect === 'failed');
    // The engine tries only executions of its own.
    if ((field === undefined && !value) || summary === undefined || app.store.state.run.texts === undefined) return nothing;
    const label = field ?? stageWords(stage.name, context.visit?.attempts.length ?? 0);
    if (this.#edit?.stage !== stage.name) {
      return html`<button class="link what-if-begin" data-testid="what-if-begin" @click=${() => void this.#begin(context, stage, field)}>${icon('pencil', 12)}${t('whatIf.begin', { field: label })}</button>`;
    }
    const rows = Math.min(field === undefined ? 12 : 8, Math.max(field === undefined ? 4 : 1, this.#edit.typed.split('\n').length));
    return html`<div class="what-if-field"><textarea class="input" rows=${rows} aria-label=${label} data-testid="what-if-field" spellcheck="false" .value=${this.#edit.typed} @input=${(event: Event) => void this.#typed(context, event)}></textarea>
      ${this.#refused === '' ? nothing : html`<p class="word-fa" role="alert">${this.#refused}</p>`}</div>`;
  }

  async #begin({ app, summary }: InspectorContext, stage: FlowStage, field: string | undefined): Promise<void> {
    if (summary === undefined) return;
    const texts = await fieldTexts(app.store.state.analysis.latest?.format ?? 'json');
    const typed = field === undefined ? formatJson(stage.value ?? '{}') : asTyped(texts.text(app.store.state.document.definition, summary, [field]));
    this.#edit = { stage: stage.name, field, typed, texts };
    this.#open = stage.name;
    this.#refused = '';
    this.#host.requestUpdate();
  }

  async #typed(context: InspectorContext, event: Event): Promise<void> {
    const { app, summary, inspection } = context;
    if (this.#edit === undefined || summary === undefined || inspection === undefined || !(event.target instanceof HTMLTextAreaElement)) return;
    const edit = { ...this.#edit, typed: event.target.value };
    this.#edit = edit;
    const { run, document } = app.store.state;
    const number = ++this.#asked;
    const definition = edit.field === undefined ? document.definition : edit.texts.with(document.definition, summary, [edit.field], asJson(edit.typed));
    const value = (stage: StageName): string => (edit.field === undefined && edit.stage === stage ? edit.typed : '');
    this.#host.requestUpdate();
    try {
      const tried = await app.client.call('whatIf', { run: run.number, enteredEventId: inspection.enteredEventId, atEventId: context.until, definition, input: value('input'), result: value('result') });
      if (number !== this.#asked) return;
      this.#tried = tried;
      this.#refused = tried === undefined ? t('whatIf.none') : '';
    } catch (error) {
      if (number === this.#asked) this.#refused = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }

  #value(context: InspectorContext, stage: FlowStage): TemplateResult {
    if (stage.effect === 'failed') {
      return html`<div class="stage-error"><b lang="en">${short(stage.error ?? '')}</b><p lang="en">${calm(stage.cause ?? '')}</p></div>`;
    }
    if (stage.value === undefined) return html`<p class="insp-note">${t('stage.notReached')}</p>`;
    const inRun = this.#inRun(context, stage);
    if (inRun !== undefined && this.#side === 'diff') return html`<st-json .value=${stage.value} .base=${inRun} .label=${stageWords(stage.name, 0)}></st-json>`;
    const compare = stage.before !== undefined && this.#side === 'diff';
    const shown = stage.before !== undefined && this.#side === 'before' ? stage.before : stage.value;
    return html`<st-json .value=${shown} .base=${compare ? stage.before : undefined} .label=${stageWords(stage.name, 0)}></st-json>`;
  }

  #next(context: InspectorContext): TemplateResult | typeof nothing {
    const { inspection, app } = context;
    const output = inspection?.stages.findLast((stage) => stage.value !== undefined && stage.stage !== 'afterAssign')?.value;
    const next = inspection?.next;
    const end = context.visit === undefined ? undefined : endBy(context.visit, context.cursor)?.end;
    if (output === undefined || (end !== 'exited' && end !== 'caught')) return nothing;
    return html`<li class="stage last ${next === undefined ? 'idle' : ''}">
      <span class="stage-dot" aria-hidden="true"></span>
      <div class="stage-row">
        <button class="stage-toggle" ?disabled=${next === undefined} @click=${() => next !== undefined && app.select(next)}>
          <span class="stage-name">${next === undefined ? t('stage.end') : t('stage.next')}</span>
          <span class="stage-path mono ellipsis">${short(next ?? '')}</span>
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
