/** The reference solution, to be read: a text, or the right answer. */
import { html, nothing, type TemplateResult } from 'lit';
import { x } from './words.ts';
import type { Exercise, Texts } from './course.ts';
import type { Facts } from './markup.ts';
import { line } from './prose.ts';

export function solutionOf(exercise: Exercise, texts: Texts, facts: Facts): TemplateResult {
  const { answer, info } = exercise;
  const file = exercise.file(info.kind === 'mock' ? 'solution.mocks.json' : 'solution.asl.json');
  const list = (name: string): string[] => (Array.isArray(answer[name]) ? (answer[name] as readonly unknown[]).map(String) : []);
  const numbers = answer['number'];
  return html`
    ${file === undefined ? nothing : html`<st-json .value=${file} .label=${x('pane.solution')}></st-json>`}
    ${'json' in answer ? html`<st-json .value=${JSON.stringify(answer['json'], null, 2)} .label=${x('answer.json')}></st-json>` : nothing}
    ${list('path').length === 0 ? nothing : html`<ol class="ex-path">${list('path').map((state) => html`<li><code lang="en">${state}</code></li>`)}</ol>`}
    ${typeof numbers === 'object' && numbers !== null ? html`<dl class="ex-numbers">${Object.entries(numbers).map(([name, value]) => html`<div><dt>${line(texts.numbers[name] ?? name, facts)}</dt><dd class="num">${String(value)}</dd></div>`)}</dl>` : nothing}
    ${list('choice').length === 0 ? nothing : html`<ul class="ex-prose">${list('choice').map((option) => html`<li>${line(texts.options[option] ?? option, facts)}</li>`)}</ul>`}`;
}
