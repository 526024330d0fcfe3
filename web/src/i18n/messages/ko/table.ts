/** Korean: table and output. */
import type { Translation } from '../../t.ts';
import type { table as source } from '../en/table.ts';

export const table: Translation<typeof source> = {
  'table.name': '이름',
  'table.type': '유형',
  'table.status': '실행 상태',
  'table.started': '시작 (경과)',
  'table.duration': '소요 시간',
  'table.attempts': '시도 횟수',
  'table.resource': '리소스',
  'table.caption': '이 실행이 거친 상태',
  'output.title': '실행 출력',
  'output.none': '아직 실행 출력이 없습니다.',
  'output.error': '오류 이름',
  'output.cause': '원인',
};
