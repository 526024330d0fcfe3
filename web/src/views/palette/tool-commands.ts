/** Commands of the page's parts: what their buttons and menus do, and where those are not open, with the part shown first. */
import { t } from '../../i18n/t.ts';
import type { Inspection } from '../../shared/protocol.ts';
import type { App } from '../../store/app.ts';
import { useSample } from '../../store/sample-input.ts';
import { type InspectorTab, isExercise } from '../../store/state.ts';
import { historyOf, saveFile, fileName } from '../shell/downloads.ts';
import { EditorPane } from '../editor/editor-pane.ts';
import { InspectorElement } from '../inspector/inspector.ts';
import { openBench, openTestState } from '../inspector/tools.ts';
import type { MocksElement } from '../mocks/mocks.ts';
import { chooseCase } from '../runs/cases.ts';
import { type Command, command } from './command.ts';

/** What can be tried and seen at a state: the selected one, else the first. */
export function atState(app: App): Command[] {
  const { analysis, selection, collapsed } = app.store.state;
  const states = analysis.latest?.states ?? [];
  const state = states.find(({ name }) => name === selection.state) ?? states[0];
  if (state === undefined) return [];
  const inspector = selection.state === state.name ? document.querySelector('st-inspector') : null;
  const known = (): Promise<Inspection | undefined> => (inspector instanceof InspectorElement ? inspector.known() : Promise.resolve(undefined));
  const tabs = ['input', 'output', 'dataFlow', 'variables', 'retry', 'definition', 'events', 'mock'] as const;
  const show = (tab: InspectorTab): void => {
    app.select(state.name);
    app.showNarrow('graph');
    app.showInspector(tab);
  };
  const closed = collapsed.includes(state.name);
  const isContainer = state.type === 'Parallel' || state.type === 'Map';
  return [
    command(`${t('inspector.testState')}: ${state.name}`, 'flask', () => void openTestState(app, state.name, known()), '', 'test state inspection'),
    command(`${t('inspector.bench')}: ${state.name}`, 'wand', () => void openBench(app, state.name, known()), '', 'expression bench jsonata jsonpath intrinsic'),
    ...(isContainer ? [command(t(closed ? 'graph.expand' : 'graph.collapse', { state: state.name }), closed ? 'plus' : 'minus', () => app.toggleCollapsed(state.name), '', 'collapse expand container')] : []),
    ...(selection.state === undefined ? [] : [
      ...tabs.map((tab) => command(t('palette.show', { what: `${state.name}, ${t(`inspector.${tab}`)}` }), 'list', () => show(tab), '', `inspector ${tab}`)),
      command(t('inspector.close'), 'cross', () => app.closeInspector(), '', 'close inspector'),
    ]),
  ];
}

/** The clock of the history. */
export function clock(app: App): Command[] {
  const { run, cursor, preferences: { follow } } = app.store.state;
  if (run.length === 0) return [];
  return [
    command(t('scrub.first'), 'first', () => app.seek(1), '', 'first event'),
    command(t('scrub.previous'), 'chevronLeft', () => app.seek(cursor - 1), '←', 'previous event'),
    command(t('scrub.next'), 'chevronRight', () => app.seek(cursor + 1), '→', 'next event'),
    command(t('scrub.last'), 'last', () => app.seek(run.length), '', 'last event'),
    command(t('scrub.follow'), 'center', () => app.setPreferences({ follow: !follow }), '', 'follow'),
    ...[1, 4, 16].map((speed) => command(`${t('scrub.speed')}: ${speed}×`, 'play', () => app.store.update({ speed }), '', `speed ${speed}x`)),
    command(t('inspector.copyHistory'), 'copy', () => void copyHistory(app), '', 'copy GetExecutionHistory'),
    ...(app.store.state.past.length === 0 ? [] : [
      command(t('runs.compare'), 'compare', () => { app.showDock('runs'); app.showNarrow('run'); }, '', 'compare runs executions'),
      command(t('runs.clear'), 'trash', () => app.execution.dropPast(), '', 'clear runs'),
    ]),
    ...(run.child === undefined ? [] : [command(t('mapRun.back'), 'chevronLeft', () => void app.execution.closeChild(), '', 'parent execution')]),
  ];
}

async function copyHistory(app: App): Promise<void> {
  const text = await historyOf(app);
  await navigator.clipboard.writeText(text).catch(() => app.showOverlay('text', { title: t('inspector.copyHistory'), text }));
}

/** The workflow at hand: notation, type, test cases, mocks, pictures of its drawing. */
export function workflow(app: App): Command[] {
  const { document: work, run } = app.store.state;
  const written = app.store.state.analysis.latest?.format === 'yaml' ? 'json' : 'yaml';
  const type = work.config.type === 'STANDARD' ? 'EXPRESS' : 'STANDARD';
  return [
    command(t('keys.save'), 'check', () => app.documents.saveNow(true), 'Ctrl+S', 'save'),
    command(t('editor.format'), 'code', () => write(app), 'Shift+Alt+F', 'format'),
    command(t(written === 'yaml' ? 'editor.toYaml' : 'editor.toJson'), 'code', () => write(app, written), '', `convert ${written}`),
    command(`${t('header.type')}: ${t(type === 'STANDARD' ? 'header.standard' : 'header.express')}`, 'gear', () => app.setConfig({ type }), '', `workflow type ${type}`),
    command(t('cases.title'), 'list', () => app.showOverlay('cases'), '', 'test cases add'),
    ...(work.cases ?? []).filter(({ name }) => name !== work.caseName).map(({ name }) => command(t('cases.current', { name }), 'list', () => app.documents.change(chooseCase(app.store.state.document, name)), '', 'choose test case')),
    ...(isExercise(work) ? [] : [command(t('input.sample'), 'code', () => void sample(app), '', 'sample input example')]),
    ...(run.length === 0 ? [] : [command(t('mocks.record'), 'ring', () => void withMocks(app, (mocks) => void mocks.record()), '', 'record mocks')]),
    command(t('mocks.import'), 'upload', () => void withMocks(app, (mocks) => mocks.askForFile()), '', 'import mocks'),
    command(t('mocks.export'), 'download', () => void withMocks(app, (mocks) => void mocks.export()), '', 'export mocks step functions local'),
    ...drawing(app),
    command(`${t('learn.word')}: ${t('learn.choose')}`, 'flask', () => app.showOverlay('learn'), '', 'learn exercises tracks exam'),
  ];
}

function drawing(app: App): Command[] {
  if (app.store.state.analysis.good === undefined) return [];
  const save = (words: string, file: (of: typeof import('../graph/export.ts')) => Promise<Blob | undefined>, ending: string): Command =>
    command(`${t('export.title')}: ${words}`, 'download', () => {
      void import('../graph/export.ts').then(file).catch(() => undefined).then((blob) => {
        if (blob === undefined) app.notify('export', 'error', t('export.failed'));
        else saveFile(blob, fileName(app.store.state.document.title, ending));
      });
    }, '', `export picture drawing graph ${ending}`);
  const options = { transparent: false, withRun: true };
  const blobOf = (text: string | undefined, type: string): Blob | undefined => (text === undefined ? undefined : new Blob([text], { type }));
  return [
    save('SVG', ({ svgFile }) => Promise.resolve(blobOf(svgFile(app, options), 'image/svg+xml')), 'svg'),
    save('PNG', ({ pngFile }) => pngFile(app, options, 2), 'png'),
    save('Mermaid', ({ mermaidFile }) => Promise.resolve(blobOf(mermaidFile(app), 'text/plain')), 'mmd'),
  ];
}

/** Shows the input, made of what the states read. */
async function sample(app: App): Promise<void> {
  app.showLeft('input');
  if (!(await useSample(app))) app.notify('sampleInput', 'info', t('input.unread'));
}

function write(app: App, as?: 'json' | 'yaml'): void {
  app.showLeft('code');
  const pane = document.querySelector('st-editor-pane');
  if (pane instanceof EditorPane) pane.write(as);
}

/** Shows the mocks and does something with them; their part is loaded when it is first shown. */
async function withMocks(app: App, act: (mocks: MocksElement) => void): Promise<void> {
  app.showLeft('mocks');
  const { MocksElement: Mocks } = await import('../mocks/mocks.ts');
  for (let frame = 0; frame < 60; frame += 1) {
    const mocks = document.querySelector('st-mocks');
    if (mocks instanceof Mocks) {
      act(mocks);
      return;
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
