/** Japanese: the list of events. */
import type { Translation } from '../../t.ts';
import type { events as source } from '../en/events.ts';

export const events: Translation<typeof source> = {
  'events.id': 'ID',
  'events.event': 'イベント',
  'events.state': 'ステート',
  'events.detail': '詳細',
  'events.time': '時刻',
  'events.filter': 'イベントを絞り込む',
  'events.none': '該当するイベントはありません。',
  'events.attempt': '試行 {k}',
  'events.after': '{duration} 後',
  'events.detailTitle': 'イベント {id}',
  'events.previous': '前のイベント: {id}',
  'events.items': '{count, plural, other {# 項目}}',
  'events.itemIndex': '項目 {k}',
};
