/** Japanese: the list of problems. */
import type { Translation } from '../../t.ts';
import type { problems as source } from '../en/problems.ts';

export const problems: Translation<typeof source> = {
  'problems.none': '問題はありません。',
  'problems.noneHelp': '定義、入力、モックは有効です。',
  'problems.summary': '{errors, plural, other {エラー # 件}} · {warnings, plural, other {警告 # 件}}',
  'problems.line': '{line} 行目',
  'problems.next': '次の問題',
  'problems.fix': 'クイックフィックス',
  'problems.preview': 'プレビュー: {title}',
  'problems.apply': '適用',
  'problems.blocked': 'テキストが有効になると実行できます。',
  'problems.more': 'ほか {count} 件',
  'problems.select': '問題を選ぶと、直し方が表示されます。',
  'problems.noFix': 'この問題には自動修正がありません。',
};
