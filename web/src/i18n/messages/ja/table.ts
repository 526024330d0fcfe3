/** Japanese: table and output. */
import type { Translation } from '../../t.ts';
import type { table as source } from '../en/table.ts';

export const table: Translation<typeof source> = {
  'table.name': '名前',
  'table.type': 'タイプ',
  'table.status': 'ステータス',
  'table.started': '開始 (経過)',
  'table.duration': '所要時間',
  'table.attempts': '試行回数',
  'table.resource': 'リソース',
  'table.caption': 'この実行で通ったステート',
  'output.title': '実行の出力',
  'output.none': '実行の出力はまだありません。',
  'output.error': 'エラー名',
  'output.cause': '原因',
};
