/**
 * Makes modules of the folders in `exercises/`: the list (`virtual:exercises`), one chunk for each topic, and the
 * number of exercises alone for the page's shell.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LANGUAGES = ['en', 'ja', 'ko'];
const LIST = 'virtual:exercises';
const COUNT = 'virtual:exercise-count';
const TOPIC = 'virtual:exercise-topic/';

interface Bundle {
  exercise: { id: string; kind: string; level: number; exam: string[] };
  files: Record<string, string>;
  texts: Record<string, { title: string }>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;

/** The exercises of a topic's folder, in the order of their names. */
function bundlesOf(folder: string): Bundle[] {
  if (!existsSync(folder)) return [];
  const folders = readdirSync(folder).sort().filter((name) => statSync(join(folder, name)).isDirectory() && existsSync(join(folder, name, 'exercise.json')));
  return folders.map((name) => {
    const bundle: Bundle = { exercise: json(join(folder, name, 'exercise.json')) as Bundle['exercise'], files: {}, texts: {} };
    for (const file of readdirSync(join(folder, name)).sort()) {
      const language = file.replace(/\.json$/, '');
      const path = join(folder, name, file);
      if (LANGUAGES.includes(language)) bundle.texts[language] = json(path) as { title: string };
      else if (file !== 'exercise.json') bundle.files[file] = readFileSync(path, 'utf8');
    }
    return bundle;
  });
}

export function exercises(root: string): Plugin {
  const topics = (): { id: string; folder: string; title: unknown }[] => (json(join(root, 'topics.json')) as { topics: { id: string; folder: string; title: unknown }[] }).topics;
  const all = (): { topic: string; bundle: Bundle }[] => topics().flatMap(({ id, folder }) => bundlesOf(join(root, folder)).map((bundle) => ({ topic: id, bundle })));
  const list = (): string => {
    const infos = all().map(({ topic, bundle: { exercise, texts } }) => ({
      id: exercise.id, topic, kind: exercise.kind, level: exercise.level, exam: exercise.exam,
      title: Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, words.title])),
    }));
    const loaded = topics().map(({ id, folder, title }) => `{ id: ${JSON.stringify(id)}, title: ${JSON.stringify(title)}, load: () => import(${JSON.stringify(TOPIC + folder)}) }`);
    return [
      `export const topics = [${loaded.join(', ')}];`,
      `export const tracks = ${JSON.stringify((json(join(root, 'tracks.json')) as { tracks: unknown }).tracks)};`,
      `export const facts = ${JSON.stringify((json(join(root, 'facts.json')) as { facts: unknown }).facts)};`,
      `export const exercises = ${JSON.stringify(infos)};`,
    ].join('\n');
  };
  return {
    name: 'exercises',
    resolveId: (id) => (id === LIST || id === COUNT || id.startsWith(TOPIC) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${LIST}`) return list();
      if (id === `\0${COUNT}`) return `export const EXERCISE_COUNT = ${all().length};`;
      if (!id.startsWith(`\0${TOPIC}`)) return null;
      const bundles = bundlesOf(join(root, id.slice(TOPIC.length + 1)));
      const byId = Object.fromEntries(bundles.map((bundle) => [bundle.exercise.id, bundle]));
      // As text: a large object literal is slower to read than JSON.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(byId))});`;
    },
  };
}
