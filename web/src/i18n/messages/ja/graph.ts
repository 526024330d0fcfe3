/** Japanese: the canvas. */
import type { Translation } from '../../t.ts';
import type { graph as source } from '../en/graph.ts';

export const graph: Translation<typeof source> = {
  'graph.zoomIn': '拡大',
  'graph.zoomOut': '縮小',
  'graph.zoomReset': '100 % で表示',
  'graph.fit': 'グラフ全体を表示 (Ctrl+0)',
  'graph.center': '選択したステートを中央に (Alt+C)',
  'graph.legend': '凡例',
  'graph.label': '{name} のグラフ、{count, plural, other {ステート # 個}}',
  'graph.help': '右矢印で次のステート、左矢印で前のステート、上下で別のブランチへ移動します。角括弧でコンテナに入り、また出ます。Enter で詳細、Home で開始へ。名前を入力すると検索できます。',
  'graph.stale': '{count, plural, other {問題が # 件あります。}}グラフは最後に有効だった版です。',
  'graph.none': 'グラフはまだありません。',
  'graph.noneHelp': '{count, plural, other {# 件の問題があるため}}、定義を描画できません。',
  'graph.show': '表示',
  'graph.event': 'イベント {id}',
  'graph.notRun': '「実行」(Ctrl+Enter) を押してください。タスクはモックの結果を使い、AWS のサービスは呼び出しません。',
  'graph.start': 'Start',
  'graph.retries': '{count, plural, other {再試行 #}}',
  'graph.sample': '仮の値',
  'graph.nodeName': '{name}、{type}、{status}',
  'graph.nodeAttempts': '{all} 回中 {done} 回目',
  'graph.nodeNext': '次は {names}',
  'graph.nodeCatch': 'エラー時は {names}',
  'graph.nodeVisits': '{count, plural, other {# 回}}',
};
