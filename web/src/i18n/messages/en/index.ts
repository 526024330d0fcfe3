/**
 * The words of the page in English: the source of every other language, one file for each area of the page.
 *
 * `{name}` is a value; `{count, plural, one {# problem} other {# problems}}` is ICU's plural. State, field, event and
 * error names come in as values and are never translated. A key begins with the name of what shows it.
 */
import { editor } from './editor.ts';
import { events } from './events.ts';
import { graph } from './graph.ts';
import { imports } from './import.ts';
import { inspector } from './inspector.ts';
import { problems } from './problems.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { bench } from './bench.ts';
import { mocks } from './mocks.ts';
import { share } from './share.ts';
import { shell } from './shell.ts';
import { table } from './table.ts';
import { timeline } from './timeline.ts';

export const en = {
  ...editor,
  ...events,
  ...graph,
  ...imports,
  ...inspector,
  ...problems,
  ...run,
  ...runs,
  ...bench,
  ...mocks,
  ...share,
  ...shell,
  ...table,
  ...timeline,
} as const;
