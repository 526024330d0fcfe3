/** What the palette offers: commands, states of the definition, the person's workflows, examples. */
import type { IconName } from '../../elements/icons.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { currentLanguage, t } from '../../i18n/t.ts';
import type { App } from '../../store/app.ts';
import { EXAMPLES } from '../../store/example-list.ts';
import type { DockTab, LeftTab } from '../../store/state.ts';
import { OWN_COURSE, wordsIn } from '../exercise/course.ts';
import { learningOf } from '../exercise/session.ts';
import type { Searchable } from './search.ts';

export interface Command extends Searchable {
  readonly kind: 'command' | 'state' | 'workflow' | 'example' | 'exercise';
  readonly icon: IconName;
  /** Keys that do the same. */
  readonly keys?: string;
  readonly act: () => void;
}

/** A further list of entries, for parts of the page that have something to find. */
export type CommandSource = (app: App) => readonly Command[];

/** All lists, in the order in which equals are shown. */
export const SOURCES: readonly CommandSource[] = [commands, states, workflows, examples, exercises];

function commands(app: App): Command[] {
  const { run, canUndo, canRedo, preferences } = app.store.state;
  const command = (label: string, icon: IconName, act: () => void, keys = '', also = ''): Command => ({ kind: 'command', label, icon, act, keys, also });
  const dock: readonly DockTab[] = ['timeline', 'events', 'table', 'output', 'problems'];
  const left: readonly LeftTab[] = ['code', 'input', 'mocks', 'variables', 'config'];
  return [
    ...(app.blocked() ? [] : [
      command(t('header.run'), 'play', () => void app.execution.run(), 'Ctrl+Enter', 'run'),
      command(t('header.step'), 'step', () => void app.execution.step(), 'F10', 'step'),
    ]),
    ...(run.length > 0 ? [command(t('header.reset'), 'reset', () => app.execution.reset(), '', 'reset'), command(t('scrub.play'), 'play', () => app.execution.play(), '', 'play')] : []),
    ...(['running', 'waiting', 'paused'].includes(run.phase) ? [command(t('header.stopTitle'), 'stop', () => void app.execution.stop(), '', 'stop')] : []),
    ...(canUndo ? [command(t('app.undo'), 'retry', () => app.documents.undo(), 'Ctrl+Z', 'undo')] : []),
    ...(canRedo ? [command(t('app.redo'), 'retry', () => app.documents.redo(), 'Ctrl+Shift+Z', 'redo')] : []),
    command(t('menu.import'), 'file', () => app.showOverlay('import'), '', 'open import paste'),
    command(t('menu.new'), 'plus', () => app.documents.openEmpty(), '', 'new'),
    command(t('share.open'), 'share', () => app.showOverlay('share'), 'Ctrl+Shift+S', 'share link embed qr'),
    command(t('menu.versions'), 'clock', () => app.showOverlay('versions'), '', 'versions history'),
    command(t('menu.keys'), 'keyboard', () => app.showOverlay('keys'), '?', 'keys help shortcuts'),
    ...dock.map((tab, at) => command(t('palette.show', { what: t(`tab.${tab}`) }), 'list', () => { app.showDock(tab); app.showNarrow('run'); }, `Alt+${at + 1}`, tab)),
    ...left.map((tab) => command(t('palette.show', { what: t(`tab.${tab}`) }), 'code', () => app.showLeft(tab), '', tab)),
    ...(['system', 'light', 'dark'] as const).map((theme) => command(t('header.theme', { theme: t(`header.theme${theme === 'system' ? 'System' : theme === 'light' ? 'Light' : 'Dark'}`) }), 'sun', () => app.setPreferences({ theme }), '', `theme ${theme}`)),
    ...LANGUAGES.map(({ id, name }) => command(`${t('menu.language')}: ${name}`, 'globe', () => app.setLanguage(id), '', `language ${id}`)),
    command(preferences.compact ? t('menu.comfortable') : t('menu.compact'), 'list', () => app.setPreferences({ compact: !preferences.compact }), '', 'density compact comfortable'),
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
