/** What the canvas offers after a failure: why a Catch did not help, a Catch that would, the mock that made the error. */
import { t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { useSample } from '../../store/sample-input.ts';
import { type FieldTexts, fieldTexts } from '../inspector/state-text.ts';
import type { StateSummary } from '../../shared/protocol.ts';

export function explain(app: App, error: string): void {
  app.notify('why', 'info', t(error === 'States.Runtime' ? 'result.whyRuntime' : 'result.whyData'));
}

/** Runs with an input that is made of what the states read; Undo brings back the one before. */
export async function runWithSample(app: App): Promise<void> {
  if (await useSample(app)) await app.execution.run();
  else app.notify('sampleInput', 'info', t('input.unread'));
}

/** Shows what a state's task answers. */
export function showMock(app: App, state: string): void {
  const { mocks } = app.store.state.document;
  app.select(state);
  app.showLeft('mocks');
  const at = mocks.indexOf(JSON.stringify(state));
  if (at >= 0) app.revealInEditor?.('mocks', at, at, true);
}

/** Writes a Catch into the state and shows it; Undo takes it out again. */
export async function addCatchTo(app: App, state: string): Promise<void> {
  const { analysis, document } = app.store.state;
  const states = analysis.latest?.states ?? [];
  const texts = await fieldTexts(analysis.latest?.format ?? 'json');
  const changed = withCatch(texts, document.definition, states, state);
  // What was typed meanwhile stays.
  if (changed === undefined || app.store.state.document.definition !== document.definition) return;
  app.documents.change({ definition: changed });
  app.select(state);
  app.showLeft('code');
  const at = changed.indexOf('Catch', states.find((found) => found.name === state)?.from ?? 0);
  if (at >= 0) app.revealInEditor?.('definition', at, at, true);
}

/** Where the states beside a state stand in its container, or in the whole workflow. */
function siblingsPath(summary: StateSummary, texts: FieldTexts, definition: string, parent: StateSummary | undefined): readonly (string | number)[] {
  if (parent === undefined) return ['States'];
  if (parent.type === 'Parallel') return ['Branches', summary.branch ?? 0, 'States'];
  return [texts.text(definition, parent, ['ItemProcessor', 'States']) === undefined ? 'Iterator' : 'ItemProcessor', 'States'];
}

/**
 * The definition with a Catch of all errors in a state, which leads to a new Pass state beside it. Undefined where there
 * is no such state, it has a Catch, or the text cannot be changed.
 */
export function withCatch(texts: FieldTexts, definition: string, states: readonly StateSummary[], name: string): string | undefined {
  const summary = states.find((found) => found.name === name);
  if (summary === undefined || texts.text(definition, summary, ['Catch']) !== undefined) return undefined;
  const target = freeName(`Handle ${name} error`, states);
  const resultPath = summary.queryLanguage === 'JSONata' ? '' : '"ResultPath": "$.error", ';
  const caught = texts.with(definition, summary, ['Catch'], `[{ "ErrorEquals": ["States.ALL"], ${resultPath}"Next": ${JSON.stringify(target)} }]`);
  if (caught === definition) return undefined;
  const grown = caught.length - definition.length;
  const parent = states.find((found) => found.name === summary.parent);
  // The container begins where it did, and ends so much later.
  const holder = parent === undefined ? undefined : { ...parent, to: parent.to + grown };
  const both = texts.with(caught, holder, [...siblingsPath(summary, texts, caught, holder), target], '{ "Type": "Pass", "End": true }');
  return both === caught ? undefined : both;
}

/** A name of at most 80 characters that no state has. */
function freeName(wanted: string, states: readonly StateSummary[]): string {
  const taken = new Set(states.map((state) => state.name));
  let name = wanted.slice(0, 80);
  for (let k = 2; taken.has(name); k += 1) name = `${wanted.slice(0, 70)} ${k}`;
  return name;
}
