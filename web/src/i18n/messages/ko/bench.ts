/** Korean: bench. */
import type { Translation } from '../../t.ts';
import type { bench as source } from '../en/bench.ts';

export const bench: Translation<typeof source> = {
  'bench.title': '{state}의 식',
  'bench.language': '언어',
  'bench.jsonpath': 'JSONPath',
  'bench.intrinsic': '내장 함수',
  'bench.jsonata': 'JSONata',
  'bench.expression': '식',
  'bench.result': '결과',
  'bench.field': '필드',
  'bench.insert': '{state}에 삽입',
  'testState.title': '{state} 테스트',
  'testState.run': '테스트',
  'testState.level': '검사 수준',
  'testState.answer': '작업의 응답',
  'testState.sample': '샘플',
  'testState.result': '결과',
  'testState.error': '오류',
  'testState.retries': '지금까지의 재시도',
  'testState.toMock': '모의 응답으로 사용',
  'bench.noField': '이 상태에는 이 언어를 쓰는 필드가 없습니다.',
};
