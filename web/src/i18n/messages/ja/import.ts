/** Japanese: opening and importing. */
import type { Translation } from '../../t.ts';
import type { imports as source } from '../en/import.ts';

export const imports: Translation<typeof source> = {
  'import.title': '開く・インポート',
  'import.help': 'ワークフローを含むテキストを貼り付けてください。定義、テンプレート、ノートのどれでも構いません。',
  'import.kinds': 'JSON、YAML、CloudFormation、SAM、CDK、Serverless、Terraform、Markdown、実行履歴',
  'import.file': 'ファイルを選択',
  'import.privacy': 'このブラウザの中で読み取ります。どこにも送信されません。',
  'import.found': '{count, plural, other {ワークフローが # 件見つかりました。どれを開きますか?}}',
  'import.all': '{count, plural, other {# 件すべてを残す}}',
  'import.states': '{count, plural, other {ステート # 個}}',
  'import.state': '{count, plural, other {単独のステート # 個}}',
  'import.wrapped': '断片を補完',
  'import.filled': '補った部分: {what}',
  'import.mend.startAt': 'StartAt',
  'import.mend.names': 'フィールド名',
  'import.mend.types': '欠けている Type',
  'import.mend.ends': '欠けている End',
  'import.mend.targets': '遷移先のステート',
  'import.mend.shapes': 'オブジェクトでないテンプレート',
  'import.mend.unknown': '未知のフィールドを除去',
  'import.mend.wrapped': '補完',
  'import.history': 'これは実行履歴です。',
  'import.replay': 'グラフで再現',
  'import.replayed': '記録された履歴 {count, plural, other {# イベント}}を表示しています。「実行」でエンジンに戻ります。',
  'import.replayedOther':
    '記録された履歴 {count, plural, other {# イベント}}を表示していますが、別のワークフローのものです: {states} はここにありません。その定義を開いてから、履歴をもう一度貼り付けてください。',
  'import.nothing': 'このテキストにワークフローはありませんでした。',
  'import.nothingIn': '{name} にワークフローはありませんでした。',
  'import.nothingHelp': '最後まで読み取り、何も変更していません。ワークフローは StartAt と States を持つオブジェクトです。Type のあるステート 1 個だけでも構いません。',
  'import.tooLarge': '{name} は 20 MB を超えているため、読み取りませんでした。',
  'import.project': 'このページが保存したワークフローです:「{title}」',
  'import.openProject': '開く',
  'import.mocks': 'Step Functions Local のモックです。',
  'import.takeMocks': 'このワークフローで使う',
  'import.mocksTaken': 'ファイルから {count, plural, other {# 件}}のテストケースを取り込みました: {names}。',
};
