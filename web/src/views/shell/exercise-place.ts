/** Where an exercise stands on the page: its pane at the left, the code at the right with the state's details behind a tab. */
import { html, nothing, type TemplateResult } from 'lit';
import { tabs } from '../../elements/tabs.ts';
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import '../exercise/pane.ts';

/** What the right column shows. */
let right: 'code' | 'state' = 'code';

/** The exercise's own pane. */
export function exercisePane(app: App, hidden: boolean): TemplateResult {
  return html`<section class="left" id="region-exercise" aria-label=${t('tab.exercise')} ?hidden=${hidden}><st-exercise .app=${app}></st-exercise></section>`;
}

/** The right column of a wide page: code, and the state that is selected. */
export function exerciseCode(app: App, inspector: boolean, changed: () => void): TemplateResult {
  const { state } = app.store.state.selection;
  const shown = inspector ? right : 'code';
  const choose = (tab: 'code' | 'state'): void => {
    right = tab;
    changed();
  };
  return html`<aside class="inspector ex-code" id="region-code" aria-label=${t('app.regionCode')}>
    ${inspector ? tabs({ id: 'right', label: t('app.regionCode'), items: [{ id: 'code', label: t('tab.code') }, { id: 'state', label: state ?? '' }], active: shown, choose }) : nothing}
    <div class="ex-code-body" id="right-panel-${shown}">
      ${shown === 'code' ? html`<st-editor-pane .app=${app}></st-editor-pane>` : customElements.get('st-inspector') === undefined ? nothing : html`<st-inspector .app=${app}></st-inspector>`}
    </div>
  </aside>`;
}
