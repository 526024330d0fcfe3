/** Korean: the list of problems. */
import type { Translation } from '../../t.ts';
import type { problems as source } from '../en/problems.ts';

export const problems: Translation<typeof source> = {
  'problems.none': '문제가 없습니다.',
  'problems.noneHelp': '정의, 입력, 모의 응답이 유효합니다.',
  'problems.summary': '{errors, plural, other {오류 #개}} · {warnings, plural, other {경고 #개}}',
  'problems.line': '{line}행',
  'problems.next': '다음 문제',
  'problems.fix': '빠른 수정',
  'problems.preview': '미리 보기: {title}',
  'problems.apply': '적용',
  'problems.blocked': '텍스트가 유효해지면 다시 실행할 수 있습니다.',
  'problems.more': '외 {count}개',
  'problems.select': '문제를 선택하면 고치는 방법이 보입니다.',
  'problems.noFix': '이 문제는 자동으로 고칠 수 없습니다.',
};
