import { describe, expect, it } from 'vitest';
import { completionText, fieldWords, hoverText } from './hover-model.ts';
import { words as en } from './words/en.ts';
import { words as ja } from './words/ja.ts';
import { words as ko } from './words/ko.ts';

const hover = (kind: string, name: string, rest = {}): Parameters<typeof hoverText>[0] => ({ kind, name, owner: '', detail: '', text: '', from: 0, to: 1, ...rest });

describe('words about the language', () => {
  it('prefers what a field means in its own object', () => {
    expect(fieldWords(en, 'StateMachine', 'TimeoutSeconds')).toContain('whole execution');
    expect(fieldWords(en, 'Task', 'TimeoutSeconds')).toContain('task fails');
  });

  it('puts comparisons together', () => {
    expect(fieldWords(en, 'ChoiceRule', 'NumericLessThanEqualsPath')).toBe('True when the number is less than or equal to the value at this path.');
    for (const words of [en, ja, ko]) {
      for (const type of ['String', 'Numeric', 'Timestamp']) {
        for (const relation of ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals']) {
          for (const path of ['', 'Path']) {
            const text = fieldWords(words, 'ChoiceRule', `${type}${relation}${path}`);
            expect(text).not.toBe('');
            expect(text).not.toContain('{');
          }
        }
      }
    }
  });

  it('shows a state with its type and its own comment', () => {
    expect(hoverText(hover('state', 'Pay', { detail: 'Task', text: 'takes the money' }), en)).toEqual({
      title: 'Pay', detail: 'Task', paragraphs: [en.stateTypes.Task, 'takes the money'],
    });
  });

  it('shows functions with parameters and example', () => {
    const shown = hoverText(hover('intrinsic', 'States.MathAdd', { detail: 'a,b' }), en);
    expect(shown?.title).toBe('States.MathAdd(a, b)');
    expect(shown?.example).toBe('States.MathAdd($.count, 1)');
    expect(hoverText(hover('function', 'sum', { detail: 'numbers' }), en)?.title).toBe('$sum(numbers)');
  });

  it('knows every status code and says nothing of names of its own', () => {
    expect(hoverText(hover('error', 'States.Http.StatusCode.404'), en)?.paragraphs).toHaveLength(1);
    expect(hoverText(hover('error', 'CardDeclined'), en)).toBeUndefined();
    expect(hoverText(hover('error', 'toString'), en)).toBeUndefined();
  });

  it('names what a service needs and who assigns a variable', () => {
    expect(hoverText(hover('resource', 'sync', { owner: 'Batch · submitJob', detail: 'JobName' }), en)?.paragraphs).toContain('Needs JobName.');
    expect(hoverText(hover('variable', 'order', { detail: 'A, B' }), en)?.paragraphs).toEqual(['A workflow variable, assigned in A, B.']);
  });

  it('says something beside a completion', () => {
    const item = { label: '$$.Execution.Id', kind: 'context', detail: '', insert: '$$.Execution.Id' };
    expect(completionText(item, '', en)?.paragraphs).toEqual([en.context['Execution.Id']]);
    expect(completionText({ ...item, kind: 'value', label: 'FULL' }, '', en)).toBeUndefined();
  });
});
