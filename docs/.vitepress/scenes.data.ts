// The workflows that the pages show, made while the site is built: a link with everything in it, and a drawing that
// stands in the page until the workflow comes to life. Scenes of our own, and the playground's examples by their number.
import { readdir, readFile } from 'node:fs/promises';
import { createEngine, type Mocks } from 'stepthrough';

interface Source {
  readonly title: string;
  readonly story: string;
  readonly definition: object;
  readonly input?: unknown;
  readonly mocks?: Mocks;
  readonly state?: string;
  readonly cursor?: number;
}

export interface Scene {
  readonly title: string;
  readonly story: string;
  readonly link: string;
  readonly svg: string;
}

declare const data: Readonly<Record<string, Scene>>;
export { data };

const FOLDERS = ['../scenes/', '../../web/examples/'].map((path) => new URL(path, import.meta.url));

export default {
  watch: ['../scenes/*.json', '../../web/examples/*.json'],
  async load(): Promise<Record<string, Scene>> {
    const engine = await createEngine();
    const scenes: Record<string, Scene> = {};
    for (const folder of FOLDERS) {
      for (const file of await readdir(folder)) {
        const { title, story, ...rest } = JSON.parse(await readFile(new URL(file, folder), 'utf8')) as Source;
        const link = await engine.encodeLink({ title, ...rest }, { replacePrivate: false });
        scenes[file.replace(/\.json$/, '')] = { title, story, link, svg: engine.draw(rest.definition, { title }) };
      }
    }
    return scenes;
  },
};
