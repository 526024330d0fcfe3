/** The fields of an answer: JSON, states, numbers, options. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import type { App } from '../../store/app.ts';
import { withOption } from './answer.ts';
import type { Exercise, Texts } from './course.ts';
import { line } from './prose.ts';
import type { Learning } from './session.ts';
import { x } from './words.ts';

export function answerFields(learning: Learning, exercise: Exercise, texts: Texts, app: App): TemplateResult {
  const { answer } = exercise;
  return html`<div class="ex-answer" data-testid="answer">
    ${'json' in answer ? jsonField(learning) : nothing}
    ${'path' in answer ? pathField(learning, app) : nothing}
    ${'number' in answer ? numberFields(learning, texts) : nothing}
    ${'choice' in answer ? choiceField(learning, exercise, texts) : nothing}
  </div>`;
}

function jsonField(learning: Learning): TemplateResult {
  return html`<div class="field"><label for="ex-json">${x('answer.json')}</label>
    <textarea id="ex-json" class="input" data-testid="answer-json" rows="5" spellcheck="false" autocapitalize="off" autocomplete="off" .value=${learning.answer.json}
      @input=${(event: Event) => event.target instanceof HTMLTextAreaElement && learning.setAnswer({ json: event.target.value })}></textarea></div>`;
}

function pathField(learning: Learning, app: App): TemplateResult {
  const { path } = learning.answer;
  const states = app.store.state.analysis.good?.states ?? [];
  return html`<div class="field" role="group" aria-labelledby="ex-path-label">
    <span class="label" id="ex-path-label">${x('answer.path')}</span>
    <ol class="ex-path" data-testid="answer-path" aria-live="polite">${path.length === 0 ? html`<li class="soft">${x('answer.pathEmpty')}</li>` : path.map((state) => html`<li><code lang="en">${state}</code></li>`)}</ol>
    <div class="ex-chips" role="group" aria-label=${x('answer.pathAdd')}>
      ${states.filter((state) => state.parent === undefined).map((state) => html`<button class="btn outlined small" data-testid="path-state" data-state=${state.name} lang="en" @click=${() => learning.addState(state.name)}>${state.name}</button>`)}
      ${path.length === 0 ? nothing : html`<button class="btn small" data-testid="path-clear" @click=${() => learning.setAnswer({ path: [] })}>${icon('cross', 14)}${x('answer.pathClear')}</button>`}
    </div>
    <p class="soft">${x('answer.pathHelp')}</p>
  </div>`;
}

function numberFields(learning: Learning, texts: Texts): TemplateResult {
  const { numbers } = learning.answer;
  return html`${Object.entries(texts.numbers).map(([name, label]) => html`<div class="field">
    <label for="ex-number-${name}">${line(label, learning.course.facts)}</label>
    <input id="ex-number-${name}" class="input num ex-number" data-testid="answer-number" data-field=${name} inputmode="decimal" autocomplete="off" .value=${numbers[name] ?? ''}
      @input=${(event: Event) => event.target instanceof HTMLInputElement && learning.setAnswer({ numbers: { ...learning.answer.numbers, [name]: event.target.value } })} /></div>`)}`;
}

function choiceField(learning: Learning, exercise: Exercise, texts: Texts): TemplateResult {
  const several = Array.isArray(exercise.answer['choice']) && exercise.answer['choice'].length > 1;
  return html`<fieldset class="ex-options"><legend class="label">${x('answer.choice')}${several ? html` · ${x('answer.several')}` : nothing}</legend>
    ${Object.entries(texts.options).map(([option, words]) => html`<label class="ex-option">
      <input type=${several ? 'checkbox' : 'radio'} name="ex-choice" data-testid="answer-option" data-option=${option} .checked=${learning.answer.choice.includes(option)}
        @change=${() => learning.setAnswer({ choice: withOption(learning.answer.choice, option, several) })} />
      <span>${line(words, learning.course.facts)}</span></label>`)}
  </fieldset>`;
}
