/** Exercises: one of each kind solved in each language, and what stands around them. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Playground } from './playground.ts';
import { inEveryBrowser } from './suite.ts';

const ROOT = fileURLToPath(new URL('../exercises', import.meta.url));
/** One of each kind. */
const ONE_OF_EACH = ['A-01', 'A-02', 'D-07', 'C-11', 'A-05', 'A-03', 'C-01', 'I-01'];
const SOLVED = { en: 'solved', ja: '解決済み', ko: '해결함' } as const;

interface Answer {
  readonly json?: unknown;
  readonly path?: readonly string[];
  readonly number?: Readonly<Record<string, number>>;
  readonly choice?: readonly string[];
}

function folderOf(id: string): string {
  const [letter = '', number = ''] = id.split('-');
  const topics = (JSON.parse(readFileSync(join(ROOT, 'topics.json'), 'utf8')) as { topics: { id: string; folder: string }[] }).topics;
  const topic = join(ROOT, topics.find((candidate) => candidate.id === letter)?.folder ?? '');
  return join(topic, readdirSync(topic).find((name) => name.startsWith(`${number}-`)) ?? '');
}

const fileOf = (id: string, name: string): string => readFileSync(join(folderOf(id), name), 'utf8');

interface Read {
  readonly kind: string;
  readonly check: { readonly answer?: Answer };
}

async function isOpen(page: Playground, id: string): Promise<void> {
  await page.until(`${id} is open`, async () => (await page.count(`[data-testid="exercise"][data-exercise="${id}"]`)) > 0);
  await page.until('the exercise has words', async () => (await page.text('check')) !== '');
}

/** Does what a learner does who knows the answer. */
async function solve(page: Playground, id: string): Promise<void> {
  const { kind, check } = JSON.parse(fileOf(id, 'exercise.json')) as Read;
  const { json, path, number, choice } = check.answer ?? {};
  if (['build', 'fix', 'cheaper'].includes(kind)) await page.paste('definition', fileOf(id, 'solution.asl.json'));
  if (kind === 'mock') await page.paste('mocks', fileOf(id, 'solution.mocks.json'));
  if (json !== undefined) await page.fill('[data-testid="answer-json"]', JSON.stringify(json));
  for (const state of path ?? []) {
    await page.pressNth(`[data-testid="path-state"][data-state="${state}"]`, 0);
  }
  for (const [field, value] of Object.entries(number ?? {})) await page.fill(`[data-testid="answer-number"][data-field="${field}"]`, String(value));
  for (const option of choice ?? []) await page.pressNth(`[data-testid="answer-option"][data-option="${option}"]`, 0);
  await page.press('check');
  await page.until(`${id} is solved`, async () => (await page.attribute('[data-testid="result"]', 'data-passed')) === 'true');
}

inEveryBrowser('exercises', ({ name, open }) => {
  for (const language of ['en', 'ja', 'ko'] as const) {
    // One browser is enough to see that the texts are there; the other solves them in the language they were written in.
    it.skipIf(name !== 'chromium' && language !== 'en')(`one of each kind is solved, in ${language}`, async () => {
      const page = await open({ hash: `#/x/${ONE_OF_EACH[0] ?? ''}`, language });
      for (const id of ONE_OF_EACH) {
        await page.follow(`#/x/${id}`);
        await isOpen(page, id);
        const { title } = JSON.parse(fileOf(id, `${language}.json`)) as { title: string };
        await expect.poll(() => page.page.evaluate(() => document.querySelector('.ex-title')?.textContent)).toBe(title);
        await solve(page, id);
        await expect.poll(() => page.text('solved')).toBe(SOLVED[language]);
        await expect.poll(() => page.count('[data-testid="explanation"]')).toBe(1);
      }
      await expect.poll(() => page.text('learn')).toContain(`${ONE_OF_EACH.length} /`);
      expect(page.errors).toEqual([]);
    });
  }

  it('a mistake is explained and shown, hints come one by one, and the solution solves nothing', async () => {
    const page = await open({ hash: '#/x/A-02' });
    await isOpen(page, 'A-02');
    await page.finished('failed');
    await page.paste('definition', fileOf('A-02', 'solution.asl.json').replace('"Default": "Backorder"', '"Comment": "no default"').replace('"Next": "Ship" }', '"Next": "Ship" }, { "Variable": "$.inStock", "BooleanEquals": false, "Next": "Backorder" }'));
    await page.press('check');
    await page.until('the mistake is recognised', async () => (await page.attribute('.ex-result .first', 'data-wrong')) === 'second-rule');
    await expect.poll(() => page.text('wrong-message')).toContain('null');
    await page.until('the run that failed is shown', async () => (await page.statusOf('CheckStock')) === 'failed');
    for (const count of [1, 2, 3]) {
      await page.press('show-hint');
      await page.until(`${count} hints`, async () => (await page.count('[data-testid="hint"]')) === count);
    }
    expect(await page.axe()).toEqual([]);
    await page.press('tab-solution');
    await page.until('the solution is there', async () => (await page.text('solution')).includes('Default'));
    await page.press('tab-task');
    await expect.poll(() => page.count('[data-testid="solved"]')).toBe(0);
    await page.press('exercise-reset');
    await page.until('the exercise is as it was', async () => (await page.editorText('definition')).includes('preorder'));
  });

  it('a link opens its exercise, although another one was kept', async () => {
    const page = await open({ hash: '#/x/A-01' });
    await isOpen(page, 'A-01');
    await page.until('it is kept', async () => (await page.count('[data-testid="save-state"][data-save="saved"]')) > 0);
    await page.page.evaluate(() => {
      window.history.replaceState(null, '', '#/x/D-02');
      window.location.reload();
    });
    await isOpen(page, 'D-02');
    await page.finished('succeeded');
    await expect.poll(() => page.attribute('[data-testid="exercise"]', 'data-exercise')).toBe('D-02');
    expect(page.errors).toEqual([]);
  });

  it('a prediction comes before the run, and the work is there again after a reload', async () => {
    const page = await open({ hash: '#/x/A-05' });
    await isOpen(page, 'A-05');
    await expect.poll(() => page.attribute('[data-testid="run"]', 'aria-disabled')).toBe('true');
    await page.fill('[data-testid="answer-json"]', '{"id": 7, "r": [{"b": 2}, {"a": 1}]}');
    await page.page.reload();
    await isOpen(page, 'A-05');
    await page.until('the answer is kept', async () => (await page.value('[data-testid="answer-json"]')).includes('"b": 2'));
    await page.keys('Control', 'Shift', 'Enter');
    await page.until('the mistake is recognised', async () => (await page.attribute('.ex-result .first', 'data-wrong')) === 'completion-order');
    await page.until('it may be run now', async () => (await page.attribute('[data-testid="run"]', 'aria-disabled')) === 'false');
  });

  it('the list has filters and tracks, and leads to an exercise and to the next', async () => {
    const page = await open({ hash: '#/t/first-hour' });
    await page.until('the track is shown', async () => (await page.count('[data-testid="exercise-row"]')) === 8);
    expect(await page.axe()).toEqual([]);
    await page.select('filter-kind', 'fix');
    await page.until('the filter holds', async () => (await page.count('[data-testid="exercise-row"]')) < 8);
    await page.pressNth('[data-track="first-hour"] [data-testid="track-begin"]', 0);
    await isOpen(page, 'A-01');
    await expect.poll(() => page.hash()).toBe('#/x/A-01');
    await solve(page, 'A-01');
    await page.press('next');
    await isOpen(page, 'A-02');
  });

  it('an exam asks the same of the same seed, and is reviewed afterwards', async () => {
    const drawn: string[] = [];
    for (const time of [1, 2]) {
      const page = await open({ hash: '#/t/saa-c03/exam/k7m2p' });
      await page.press('exam-untimed');
      await page.press('exam-begin');
      await page.until('the exam has begun', async () => (await page.count('[data-testid="exam"]')) > 0);
      await expect.poll(() => page.count('[data-testid="show-hint"], [data-testid="tab-solution"], [data-testid="check"]')).toBe(0);
      await page.press('exam-finish');
      await page.until('the review is there', async () => (await page.count('[data-testid="review-row"]')) > 0);
      drawn.push(await page.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-testid="review-row"]')].map((row) => row.dataset['exercise']).join()));
      if (time === 1) continue;
      const first = drawn[0]?.split(',')[0] ?? '';
      await page.press('review-row');
      await isOpen(page, first);
    }
    expect(drawn[0]).toBe(drawn[1]);
  });

  it('a bad pack gets the list of what is wrong, a good one opens', async () => {
    const page = await open({ hash: '#/t/first-hour' });
    await page.press('open-pack');
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    const give = async (pack: unknown): Promise<void> => {
      const path = join(folder, 'pack.json');
      writeFileSync(path, JSON.stringify(pack));
      await page.until('the file can be given', async () => (await page.count('[data-testid="pack-file"]')) > 0);
      const input = await page.page.$('[data-testid="pack-file"]');
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
    };
    const exercise = JSON.parse(fileOf('A-01', 'exercise.json')) as Record<string, unknown>;
    const files = { 'start.asl.json': fileOf('A-01', 'start.asl.json'), 'solution.asl.json': fileOf('A-01', 'solution.asl.json') };
    const texts = { en: JSON.parse(fileOf('A-01', 'en.json')) as unknown };
    const pack = (kind: unknown): unknown => ({ format_version: 1, id: 'acme', title: { en: 'Acme' }, exercises: [{ exercise: { ...exercise, id: 'one', kind }, files, texts }] });
    await give(pack('dance'));
    await page.until('the problems are listed', async () => (await page.text('pack-problems')).includes('unknown-word'));
    await give(pack('build'));
    await page.until('the pack is open', async () => (await page.count('[data-testid="exercise-row"][data-exercise="one"]')) === 1);
    await page.press('exercise-row');
    await isOpen(page, 'one');
    await expect.poll(() => page.hash()).toBe('#/x/acme%2Fone');
  });

  it('everything can be reached on a phone', async () => {
    const page = await open({ width: 390, height: 844, hash: '#/x/C-01' });
    await isOpen(page, 'C-01');
    await expect.poll(() => page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await solve(page, 'C-01');
    expect(await page.axe()).toEqual([]);
    await page.press('exercise-list');
    await page.until('the list is there', async () => (await page.count('[data-testid="exercise-row"]')) > 8);
    await expect.poll(() => page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
