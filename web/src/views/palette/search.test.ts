import { describe, expect, it } from 'vitest';
import { initialsOf, search } from './search.ts';

const entries = [{ label: 'Run' }, { label: 'ProcessPayment', also: 'Task' }, { label: '실행 기록' }, { label: 'ステートマシン' }, { label: '첫 상태 머신' }, { label: 'Reset the run' }];
const found = (query: string): string[] => search(entries, query, 10).map((entry) => entry.label);

describe('search', () => {
  it('puts the best first and keeps the order among equals', () => {
    expect(found('run')).toEqual(['Run', 'Reset the run']);
    expect(found('')).toEqual(entries.map((entry) => entry.label));
  });
  it('finds by parts, by other words and by letters in order', () => {
    expect(found('payment')).toEqual(['ProcessPayment']);
    expect(found('task')).toEqual(['ProcessPayment']);
    expect(found('prpa')).toEqual(['ProcessPayment']);
    expect(found('run reset')).toEqual(['Reset the run']);
    expect(found('zzz')).toEqual([]);
  });
  it('does not mind width, case or composition', () => {
    expect(found('ＲＵＮ')).toContain('Run');
    expect(found('ｽﾃｰﾄ')).toEqual(['ステートマシン']);
    expect(found('실행'.normalize('NFD'))).toEqual(['실행 기록']);
  });
  it('finds Hangul by its initial consonants', () => {
    expect(initialsOf('실행 기록')).toBe('ㅅㅎ ㄱㄹ');
    expect(found('ㅅㅎ')).toEqual(['실행 기록']);
    expect(found('ㄱㄹ')).toEqual(['실행 기록']);
    expect(found('ㅅㅎㄱㄹ')).toEqual(['실행 기록']);
    expect(found('ㅅㅌㅁㅅ')).toEqual(['첫 상태 머신']);
  });
  it('takes the words of the service for its own', () => {
    expect([found('상태 시스템'), found('상태머신'), found('실행 내역')]).toEqual([['첫 상태 머신'], ['첫 상태 머신'], ['실행 기록']]);
    expect([found('状態マシン'), found('ｽﾃｰﾄﾏｼﾝ')]).toEqual([['ステートマシン'], ['ステートマシン']]);
  });
});
