/** Korean: opening and importing. */
import type { Translation } from '../../t.ts';
import type { imports as source } from '../en/import.ts';

export const imports: Translation<typeof source> = {
  'import.title': '열기 / 가져오기',
  'import.help': '워크플로가 들어 있는 텍스트를 붙여 넣으세요. 정의, 템플릿, 노트 모두 됩니다.',
  'import.kinds': 'JSON, YAML, CloudFormation, SAM, CDK, Serverless, Terraform, Markdown, 실행 기록',
  'import.file': '파일 선택',
  'import.privacy': '이 브라우저 안에서 읽습니다. 아무 데도 보내지 않습니다.',
  'import.found': '{count, plural, other {워크플로 #개를 찾았습니다. 어느 것을 열까요?}}',
  'import.all': '{count, plural, other {#개 모두 보관}}',
  'import.states': '{count, plural, other {상태 #개}}',
  'import.state': '{count, plural, other {단일 상태 #개}}',
  'import.wrapped': '조각을 감쌈',
  'import.filled': '채운 부분: {what}',
  'import.mend.startAt': 'StartAt',
  'import.mend.names': '필드 이름',
  'import.mend.types': '빠진 Type',
  'import.mend.ends': '빠진 End',
  'import.mend.targets': '전환 대상 상태',
  'import.mend.shapes': '객체가 아닌 템플릿',
  'import.mend.unknown': '알 수 없는 필드 제외',
  'import.mend.wrapped': '감쌈',
  'import.history': '실행 기록입니다.',
  'import.replay': '그래프에서 재현',
  'import.replayed': '기록된 이벤트 {count, plural, other {#개}}를 보고 있습니다. 실행을 누르면 엔진으로 돌아갑니다.',
  'import.replayedOther':
    '기록된 이벤트 {count, plural, other {#개}}를 보고 있지만 다른 워크플로의 기록입니다: {states}이(가) 여기에 없습니다. 그 정의를 연 다음 기록을 다시 붙여 넣으세요.',
  'import.nothing': '이 텍스트에는 워크플로가 없습니다.',
  'import.nothingIn': '{name}에는 워크플로가 없습니다.',
  'import.nothingHelp': '끝까지 읽었고 아무것도 바꾸지 않았습니다. 워크플로는 StartAt과 States가 있는 객체입니다. Type이 있는 상태 하나만 있어도 됩니다.',
  'import.tooLarge': '{name}은(는) 20 MB보다 커서 읽지 않았습니다.',
  'import.project': '이 페이지가 저장한 워크플로입니다: "{title}".',
  'import.openProject': '열기',
  'import.mocks': 'Step Functions Local의 모의 응답입니다.',
  'import.takeMocks': '이 워크플로에 사용',
  'import.mocksTaken': '파일에서 {count, plural, other {테스트 케이스 #개}}를 가져왔습니다: {names}.',
};
