/** The words of the page in Japanese. Terms are those of the glossary in CONTRIBUTING.md. */
import type { Messages } from '../../t.ts';
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

export const ja: Messages = {
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
};
