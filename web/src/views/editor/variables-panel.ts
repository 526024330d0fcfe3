/** The Variables tab: what every variable holds at the moment of the clock, and the states that assign it. */
import { html, nothing, type TemplateResult } from 'lit';
import { LightElement, Slice } from '../../elements/light-element.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/json-view.ts';
import { t } from '../../i18n/t.ts';
import { fieldTexts } from '../inspector/state-text.ts';
import type { App } from '../../store/app.ts';
import { assignersOf, variableRows } from './variables-model.ts';
import { short } from '../../shared/short.ts';

export class VariablesElement extends LightElement {
  static override properties = { app: { attribute: false } };
  declare app: App;

  #key = '';
  #values: Readonly<Record<string, string>> = {};
  #definition = '';
  #assigners: ReadonlyMap<string, readonly string[]> = new Map();

  override connectedCallback(): void {
    super.connectedCallback();
    new Slice(this, this.app.store, (state) => [state.run, state.cursor, state.document.definition, state.analysis]);
  }

  protected override render(): TemplateResult {
    this.#ask();
    void this.#readDefinition();
    const { run, cursor } = this.app.store.state;
    const rows = variableRows(this.#values, this.#assigners);
    if (rows.length === 0) return html`<div class="empty"><b>${t('variables.none')}</b><p>${t('variables.noneHelp')}</p></div>`;
    const event = run.index.events[cursor - 1];
    return html`<div class="variables" data-testid="variables">
      <p class="soft">${event === undefined ? t('variables.beforeRun') : t('variables.at', { id: event.id, type: event.type })}</p>
      ${rows.map(({ name, value, assigners }) => html`<section class="variable" data-testid="variable" data-name=${name}>
        <h3 class="mono">$${short(name)}</h3>
        ${value === undefined ? html`<p class="soft">${t('variables.unset')}</p>` : html`<st-json .value=${value} .label=${name}></st-json>`}
        ${assigners.length === 0 ? nothing : html`<p class="variable-by"><span class="soft">${t('variables.assigned')}</span>${assigners.map((state) => html`<button class="link" @click=${() => this.#show(state)}>${icon('graph', 12)}${short(state)}</button>`)}</p>`}
      </section>`)}
    </div>`;
  }

  #show(state: string): void {
    this.app.select(state);
    this.app.revealInGraph?.(state);
  }

  /** What the visit at the clock sees; an answer for another moment is dropped. */
  #ask(): void {
    const { run, cursor } = this.app.store.state;
    const visit = run.index.visitOf(cursor - 1) ?? run.index.visits.findLast((candidate) => candidate.enteredAt < cursor);
    const key = `${run.number} ${visit?.enteredAt ?? -1} ${cursor}`;
    if (key === this.#key) return;
    this.#key = key;
    if (visit === undefined) {
      this.#values = {};
      return;
    }
    void this.app.client
      .call('inspect', { run: run.number, enteredEventId: visit.enteredAt + 1, atEventId: cursor })
      .catch(() => undefined)
      .then((inspection) => {
        if (this.#key !== key) return;
        this.#values = inspection?.variables ?? {};
        this.requestUpdate();
      });
  }

  async #readDefinition(): Promise<void> {
    const { document, analysis } = this.app.store.state;
    const { definition } = document;
    if (definition === this.#definition || analysis.latest === undefined) return;
    this.#definition = definition;
    const { states, format } = analysis.latest;
    const texts = await fieldTexts(format);
    this.#assigners = assignersOf(states.map((state) => ({ name: state.name, text: texts.text(definition, state, []) ?? '' })));
    this.requestUpdate();
  }
}

customElements.define('st-variables', VariablesElement);
