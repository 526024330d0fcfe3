/** What the palette offers: commands, states of the definition, the person's workflows, examples. */
import { LANGUAGES } from '../../i18n/languages.ts';
import { currentLanguage, t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { EXAMPLES } from '../../store/example-list.ts';
import type { DockTab, LeftTab } from '../../store/state.ts';
import { OWN_COURSE, wordsIn } from '../exercise/course.ts';
import { learningOf } from '../exercise/session.ts';
import { downloadDefinition, downloadHistory, downloadProject } from '../shell/downloads.ts';
import { preparePrinting } from '../shell/print-sheet.ts';
import { type Command, command } from './command.ts';
import { atState, clock, workflow } from './tool-commands.ts';

export type { Command } from './command.ts';

/** A further list of entries, for parts of the page that have something to find. */
export type CommandSource = (app: App) => readonly Command[];

/** All lists, in the order in which equals are shown. */
export const SOURCES: readonly CommandSource[] = [runs, commands, atState, clock, graph, workflow, states, workflows, examples, exercises];

/** Everything that a run can be told now; what cannot be done is not offered. */
function runs(app: App): Command[] {
  const { run, selection: { state }, breakpoints, document: work } = app.store.state;
  const { execution } = app;
  const ended = run.phase === 'finished' && run.child === undefined && run.state?.status !== 'SUCCEEDED';
  return [
    ...(app.blocked() ? [] : [
      command(t('header.run'), 'play', () => void execution.run(), 'Ctrl+Enter', 'run'),
      ...((work.cases?.length ?? 0) > 0 ? [command(t('cases.runAll', { count: work.cases?.length ?? 0 }), 'play', () => void execution.runCases(), 'Ctrl+Shift+Enter', 'run all test cases')] : []),
      command(t('runMenu.over'), 'over', () => void execution.stepOver(), 'F10', 'step over'),
      command(t('runMenu.into'), 'into', () => void execution.step(), 'F11', 'step into'),
      ...(state === undefined ? [] : [command(t('runMenu.to', { state }), 'last', () => void execution.runTo(state), '', 'run to')]),
    ]),
    ...(run.length === 0 ? [] : [
      command(t('runMenu.back'), 'back', () => execution.stepBack(), 'Shift+F11', 'step back'),
      command(t('header.reset'), 'reset', () => execution.reset(), '', 'reset'),
      command(t('scrub.play'), 'play', () => execution.play(), '', 'play'),
    ]),
    ...(state === undefined ? [] : [command(t(breakpoints.includes(state) ? 'runMenu.noBreakpoint' : 'runMenu.breakpoint', { state }), 'stop', () => app.toggleBreakpoint(state), 'F9', 'breakpoint')]),
    ...(ended && run.texts?.config.type === 'STANDARD' ? [command(t('runMenu.redrive'), 'retry', () => void execution.redrive(), '', 'redrive')] : []),
    ...(run.phase === 'waiting' ? [command(t('runMenu.time'), 'hourglass', () => void execution.letTimePass().catch(() => undefined), '', 'time')] : []),
    ...(['running', 'waiting', 'paused'].includes(run.phase) ? [command(t('header.stopTitle'), 'stop', () => void execution.stop(), '', 'stop')] : []),
  ];
}

/** The drawing. */
function graph(app: App): Command[] {
  const { preferences: { minimap, legend, leftToRight }, selection: { state } } = app.store.state;
  const drawing = document.querySelector('st-graph');
  if (drawing === null) return [];
  return [
    command(t('keys.fit'), 'fit', () => drawing.fit(), 'Ctrl+0', 'fit'),
    ...(state === undefined ? [] : [command(t('keys.center'), 'center', () => drawing.center(), 'Alt+C', 'center')]),
    command(t('graph.zoomIn'), 'plus', () => drawing.zoomBy(1.2), '+', 'zoom'),
    command(t('graph.zoomOut'), 'minus', () => drawing.zoomBy(1 / 1.2), '−', 'zoom'),
    command(t(leftToRight ? 'graph.topDown' : 'graph.leftToRight'), 'flow', () => app.toggleDirection(), '', 'direction'),
    command(t('graph.minimap'), 'map', () => app.setPreferences({ minimap: !minimap }), '', 'minimap'),
    command(t('graph.legend'), 'list', () => app.setPreferences({ legend: !legend }), '', 'legend'),
  ];
}

function commands(app: App): Command[] {
  const { run, canUndo, canRedo, preferences, selection: { state } } = app.store.state;
  const dock: readonly DockTab[] = ['timeline', 'events', 'table', 'output', 'runs', 'problems'];
  const left: readonly LeftTab[] = ['code', 'input', 'mocks', 'variables', 'config'];
  return [
    ...(canUndo ? [command(t('app.undo'), 'retry', () => app.documents.undo(), 'Ctrl+Z', 'undo')] : []),
    ...(canRedo ? [command(t('app.redo'), 'retry', () => app.documents.redo(), 'Ctrl+Shift+Z', 'redo')] : []),
    command(t('menu.import'), 'file', () => app.showOverlay('import'), '', 'open import paste'),
    command(t('menu.new'), 'plus', () => app.documents.openEmpty(), '', 'new'),
    command(t('share.open'), 'share', () => app.showOverlay('share'), 'Ctrl+Shift+S', 'share link embed qr'),
    ...(state === undefined ? [] : [
      command(`${t('keys.rename')}: ${state}`, 'pencil', () => app.renameInEditor?.(state), 'F2', 'rename'),
    ]),
    ...(app.problems().length === 0 ? [] : [command(t('keys.problem'), 'problem', () => app.nextProblem(1), 'F8', 'problem')]),
    ...(['json', 'yaml'] as const).map((as) => command(t('menu.downloadAs', { as: as.toUpperCase() }), 'download', () => void downloadDefinition(app, as), '', `download export definition asl.${as}`)),
    command(t('menu.project'), 'download', () => downloadProject(app), '', 'download export project file'),
    ...(run.length === 0 ? [] : [command(t('menu.history'), 'download', () => void downloadHistory(app), '', 'download export history GetExecutionHistory')]),
    command(t('menu.print'), 'file', () => { preparePrinting(app); window.print(); }, '', 'print'),
    command(t('menu.versions'), 'clock', () => app.showOverlay('versions'), '', 'versions history'),
    command(t('menu.keys'), 'keyboard', () => app.showOverlay('keys'), '?', 'keys help shortcuts'),
    ...dock.map((tab, at) => command(t('palette.show', { what: t(`tab.${tab}`) }), 'list', () => { app.showDock(tab); app.showNarrow('run'); }, `Alt+${at + 1}`, tab)),
    ...left.map((tab) => command(t('palette.show', { what: t(`tab.${tab}`) }), 'code', () => app.showLeft(tab), '', tab)),
    ...(['system', 'light', 'dark'] as const).map((theme) => command(t('header.theme', { theme: t(`header.theme${theme === 'system' ? 'System' : theme === 'light' ? 'Light' : 'Dark'}`) }), 'sun', () => app.setPreferences({ theme }), '', `theme ${theme}`)),
    ...LANGUAGES.map(({ id, name }) => command(`${t('menu.language')}: ${name}`, 'globe', () => app.setLanguage(id), '', `language ${id}`)),
    command(preferences.compact ? t('menu.comfortable') : t('menu.compact'), 'list', () => app.toggleDensity(), '', 'density compact comfortable'),
  ];
}

function states(app: App): Command[] {
  const { analysis } = app.store.state;
  return (analysis.latest?.states ?? []).slice(0, 5_000).map((state) => ({
    kind: 'state',
    label: state.name,
    also: `${state.type} ${state.comment ?? ''}`,
    icon: 'graph',
    act: () => {
      app.select(state.name);
      app.revealInGraph?.(state.name);
      app.revealInEditor?.('definition', state.from, state.from, false);
    },
  }));
}

function workflows(app: App): Command[] {
  return app.store.state.drafts.map((draft) => ({ kind: 'workflow', label: draft.title, icon: 'file', act: () => void app.documents.openDraft(draft.id) }));
}

function examples(app: App): Command[] {
  return EXAMPLES.map((example) => ({ kind: 'example', label: example.title, also: example.story, icon: 'flow', act: () => void app.documents.openExample(example.name) }));
}

function exercises(app: App): Command[] {
  return OWN_COURSE.exercises.map(({ id, title }) => ({ kind: 'exercise', label: wordsIn(title, currentLanguage()), also: `${id} ${wordsIn(title, 'en')}`, icon: 'check', act: () => void learningOf(app).open(id) }));
}
