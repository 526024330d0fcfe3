/** Japanese: bench. */
import type { Translation } from '../../t.ts';
import type { bench as source } from '../en/bench.ts';

export const bench: Translation<typeof source> = {
  'bench.title': '{state} の式',
  'bench.language': '言語',
  'bench.jsonpath': 'JSONPath',
  'bench.intrinsic': '組み込み関数',
  'bench.jsonata': 'JSONata',
  'bench.expression': '式',
  'bench.result': '結果',
  'bench.field': 'フィールド',
  'bench.insert': '{state} に挿入',
  'testState.title': '{state} をテスト',
  'testState.run': 'テスト',
  'testState.level': '検査レベル',
  'testState.answer': 'タスクの応答',
  'testState.sample': '仮の値',
  'testState.result': '結果',
  'testState.error': 'エラー',
  'testState.retries': 'これまでの再試行',
  'testState.toMock': 'モックとして使う',
  'bench.noField': 'このステートにはこの言語のフィールドがありません。',
};
