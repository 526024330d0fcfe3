/** Korean: timeline and scrubber. */
import type { Translation } from '../../t.ts';
import type { timeline as source } from '../en/timeline.ts';

export const timeline: Translation<typeof source> = {
  'timeline.empty': '아직 실행하지 않았습니다. 실행(Ctrl+Enter)을 누르세요.',
  'timeline.wait': '대기 {duration}',
  'timeline.caught': '포착',
  'timeline.items': '{count, plural, other {항목 #개}}',
  'timeline.item': '항목 {k}',
  'timeline.expand': '{state} 안의 내용 보기',
  'timeline.rowName': '{state}, {status}, {start} 후 시작, {duration} 소요',
  'scrub.label': '기록의 이벤트',
  'scrub.value': '이벤트 {at} / {count}, {type}, {state}, {time}',
  'scrub.valueOutside': '이벤트 {at} / {count}, {type}, {time}',
  'scrub.before': '이벤트 {count}개 이전',
  'scrub.follow': '선택이 시각을 따라감',
  'scrub.followTitle': '시각을 옮기면 그 이벤트의 상태를 선택합니다',
  'scrub.first': '첫 이벤트',
  'scrub.previous': '이전 이벤트',
  'scrub.next': '다음 이벤트',
  'scrub.last': '마지막 이벤트',
  'scrub.play': '재생',
  'scrub.pause': '일시 정지',
  'scrub.speed': '속도',
  'timeline.transitions': '{count, plural, other {상태 전환 #회}}',
  'timeline.events': '{count, plural, other {이벤트 #개}}',
  'timeline.all': '전체 보기',
  'timeline.zoomState': '선택한 상태 확대',
  'timeline.rangeHint': '드래그하여 시간 범위 확대',
  'scrub.byState': '1초에 한 상태',
  'scrub.byStateShort': '초당 1개',
};
