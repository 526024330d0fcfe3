/** Japanese: the panes of the left: code, input, mocks, config. */
import type { Translation } from '../../t.ts';
import type { editor as source } from '../en/editor.ts';

export const editor: Translation<typeof source> = {
  'editor.format': '整形',
  'editor.loading': 'エディターを読み込んでいます',
  'editor.codeLabel': '定義 (Amazon States Language、JSON)',
  'editor.inputLabel': '実行の入力 (JSON)',
  'editor.mocksLabel': 'モックの結果 (JSON)',
  'editor.leave': 'Esc の後に Tab でエディターから出ます。',
  'editor.empty': '定義を貼り付けるか、ファイルをドロップするか、サンプルから始めてください。内容がこのページの外に出ることはありません。',
  'mocks.add': '追加',
  'mocks.addFor': '{state} のモックを追加',
  'mocks.intro': 'タスクの応答です。AWS のサービスは呼び出されません。',
  'config.name': '実行名',
  'config.type': 'タイプ',
  'config.seed': '乱数のシード',
  'config.start': '開始時刻',
  'config.quotas': 'クォータ',
  'config.quotasReal': 'サービスと同じ',
  'config.quotasRelaxed': '緩和',
  'config.intro': '定義、入力、モック、設定が同じなら、履歴は 1 バイトも違わず同じになります。',
  'part.definition': 'コード',
  'part.input': '入力',
  'part.mocks': 'モック',
  'config.placeholders': 'プレースホルダー',
  'config.placeholdersHelp': 'デプロイツールが値を入れる部分です。テキストはそのままで、実行時にここの値を使います。',
  'config.placeholderNone': '値なし: プレースホルダーのまま',
};
