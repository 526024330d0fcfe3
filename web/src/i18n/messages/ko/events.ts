/** Korean: the list of events. */
import type { Translation } from '../../t.ts';
import type { events as source } from '../en/events.ts';

export const events: Translation<typeof source> = {
  'events.id': 'ID',
  'events.event': '이벤트',
  'events.state': '상태',
  'events.detail': '세부 정보',
  'events.time': '시각',
  'events.filter': '이벤트 필터',
  'events.none': '일치하는 이벤트가 없습니다.',
  'events.attempt': '시도 {k}',
  'events.after': '{duration} 후',
  'events.detailTitle': '이벤트 {id}',
  'events.previous': '이전 이벤트 {id}',
  'events.items': '{count, plural, other {항목 #개}}',
  'events.itemIndex': '항목 {k}',
};
