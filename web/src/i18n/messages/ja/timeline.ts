/** Japanese: timeline and scrubber. */
import type { Translation } from '../../t.ts';
import type { timeline as source } from '../en/timeline.ts';

export const timeline: Translation<typeof source> = {
  'timeline.empty': 'まだ実行していません。「実行」(Ctrl+Enter) を押してください。',
  'timeline.wait': '待機 {duration}',
  'timeline.caught': 'キャッチ',
  'timeline.items': '{count, plural, other {# 項目}}',
  'timeline.item': '項目 {k}',
  'timeline.expand': '{state} の中を表示',
  'timeline.rowName': '{state}、{status}、{start}後に開始、所要 {duration}',
  'scrub.label': '履歴のイベント',
  'scrub.value': 'イベント {at} / {count}、{type}、{state}、{time}',
  'scrub.valueOutside': 'イベント {at} / {count}、{type}、{time}',
  'scrub.before': '{count} 件のイベントの前',
  'scrub.follow': '選択を時刻に追従',
  'scrub.followTitle': '時刻を動かすと、そのイベントのステートを選択します',
  'scrub.first': '最初のイベント',
  'scrub.previous': '前のイベント',
  'scrub.next': '次のイベント',
  'scrub.last': '最後のイベント',
  'scrub.play': '再生',
  'scrub.pause': '一時停止',
  'scrub.speed': '速度',
  'timeline.transitions': '{count, plural, other {状態遷移 # 回}}',
  'timeline.events': '{count, plural, other {イベント # 件}}',
  'timeline.all': '全体を表示',
  'timeline.zoomState': '選択したステートを拡大',
  'timeline.rangeHint': 'ドラッグで時間の範囲を拡大',
  'scrub.byState': '1 秒に 1 ステート',
  'scrub.byStateShort': '1 個/秒',
};
