/** The list of exercises: which ones a filter leaves, and the words to look for. */
import { type ExerciseInfo, type Kind, wordsIn } from './course.ts';

export interface Filter {
  /** `DOP`, `DVA`, `SAA`. */
  readonly exam: string;
  readonly topic: string;
  readonly kind: Kind | '';
  readonly level: number;
  readonly words: string;
}

export const NO_FILTER: Filter = { exam: '', topic: '', kind: '', level: 0, words: '' };

/** Search is width- and case-insensitive. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

export function matching(all: readonly ExerciseInfo[], filter: Filter, language: string): ExerciseInfo[] {
  const words = plain(filter.words).split(/\s+/).filter((word) => word !== '');
  return all.filter((info) => {
    const text = plain(`${info.id} ${wordsIn(info.title, language)} ${wordsIn(info.title, 'en')}`);
    return (
      (filter.exam === '' || info.exam.some((domain) => domain.startsWith(filter.exam))) &&
      (filter.topic === '' || info.topic === filter.topic) &&
      (filter.kind === '' || info.kind === filter.kind) &&
      (filter.level === 0 || info.level === filter.level) &&
      words.every((word) => text.includes(word))
    );
  });
}

/** The exercise that follows: within the track if it is in one, else in the course; unsolved ones first. */
export function nextOf(ids: readonly string[], current: string, isSolved: (id: string) => boolean): string | undefined {
  const at = ids.indexOf(current);
  const after = [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))];
  return after.find((id) => !isSolved(id)) ?? ids[at + 1];
}
