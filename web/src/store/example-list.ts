/** Name, title and story of every example, for the lists that offer them. */
import { examples } from 'virtual:examples';

export interface ExampleInfo {
  /** File name without number and ending: `order-flow`. */
  readonly name: string;
  readonly title: string;
  readonly story: string;
}

export const EXAMPLES: readonly ExampleInfo[] = examples.map(({ file, title, story }) => ({ name: file.replace(/^\d+-/, '').replace(/\.json$/, ''), title, story }));
