/** Korean: the panes of the left: code, input, mocks, config. */
import type { Translation } from '../../t.ts';
import type { editor as source } from '../en/editor.ts';

export const editor: Translation<typeof source> = {
  'editor.format': '정렬',
  'editor.loading': '편집기를 불러오는 중',
  'editor.codeLabel': '정의 (Amazon States Language, JSON)',
  'editor.inputLabel': '실행 입력 (JSON)',
  'editor.mocksLabel': '모의 응답 (JSON)',
  'editor.leave': 'Esc 다음 Tab을 누르면 편집기에서 나갑니다.',
  'editor.empty': '정의를 붙여 넣거나, 파일을 놓거나, 예제로 시작하세요. 내용은 이 페이지 밖으로 나가지 않습니다.',
  'mocks.add': '추가',
  'mocks.addFor': '{state}의 모의 응답 추가',
  'mocks.intro': '작업이 돌려주는 응답입니다. AWS 서비스는 호출하지 않습니다.',
  'config.name': '실행 이름',
  'config.type': '유형',
  'config.seed': '난수 시드',
  'config.start': '시작 시각',
  'config.quotas': '할당량',
  'config.quotasReal': '서비스와 같게',
  'config.quotasRelaxed': '완화',
  'config.intro': '정의, 입력, 모의 응답, 구성이 같으면 기록은 1바이트까지 같습니다.',
  'part.definition': '코드',
  'part.input': '입력',
  'part.mocks': '모의 응답',
  'config.placeholders': '자리 표시자',
  'config.placeholdersHelp': '배포 도구가 채우는 부분입니다. 텍스트는 그대로 두고, 실행할 때 여기의 값을 씁니다.',
  'config.placeholderNone': '값 없음: 자리 표시자 그대로',
};
