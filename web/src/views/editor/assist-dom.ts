/** Pieces of the editor's tooltips and panels, built without markup from text. */
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { appendWords, withoutMarks } from '../../elements/code-words.ts';
import type { Diagnostic, Fix } from '../../shared/protocol.ts';
import type { HoverText } from './hover-model.ts';
import { calm } from '../../shared/short.ts';

/** Whether text and caret are what they were when a question was asked; a mark or a problem may have come meanwhile. */
export function isStill(view: EditorView, asked: EditorState): boolean {
  return view.state.doc.eq(asked.doc) && view.state.selection.eq(asked.selection);
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = calm(text);
  return made;
}

/** A text with its parts between backticks as code. */
function prose(text: string): HTMLElement {
  const paragraph = element('p', '');
  appendWords(paragraph, text);
  return paragraph;
}

/** The box of a hover or of the words beside a completion. */
export function hoverBox(text: HoverText): HTMLElement {
  const box = element('div', 'cm-help');
  const head = element('div', 'cm-help-head');
  head.append(element('b', '', text.title));
  if (text.detail !== '') head.append(element('span', '', text.detail));
  box.append(head, ...text.paragraphs.map(prose));
  if (text.example !== undefined) box.append(element('pre', '', text.example));
  return box;
}

/** A problem with its advice and its fixes. */
export function problemBox(problem: Diagnostic, onFix: (fix: Fix) => void): HTMLElement {
  const box = element('div', `cm-help cm-help-problem cm-problem-${problem.severity}`);
  box.lang = 'en';
  box.append(prose(problem.message));
  if (problem.help !== undefined) box.append(prose(problem.help));
  const foot = element('div', 'cm-help-foot');
  foot.append(element('span', 'cm-help-code', problem.code));
  for (const fix of problem.fixes) foot.append(fixButton(fix, onFix));
  box.append(foot);
  return box;
}

export function fixButton(fix: Fix, onFix: (fix: Fix) => void): HTMLButtonElement {
  const button = element('button', '', withoutMarks(fix.title));
  button.lang = 'en';
  button.type = 'button';
  button.addEventListener('click', () => onFix(fix));
  return button;
}
