/** Korean: the canvas. */
import type { Translation } from '../../t.ts';
import type { graph as source } from '../en/graph.ts';

export const graph: Translation<typeof source> = {
  'graph.zoomIn': '확대',
  'graph.zoomOut': '축소',
  'graph.zoomReset': '100 %로 보기',
  'graph.fit': '그래프 맞추기 (Ctrl+0)',
  'graph.center': '선택한 상태를 가운데로 (Alt+C)',
  'graph.legend': '범례',
  'graph.label': '{name} 그래프, {count, plural, other {상태 #개}}',
  'graph.help':
    '오른쪽 화살표는 다음 상태, 왼쪽 화살표는 이전 상태, 위아래는 브랜치 사이를 이동합니다. 대괄호로 컨테이너에 들어가고 나옵니다. Enter는 세부 정보, Home은 시작으로 갑니다. 이름을 입력해 찾을 수 있습니다.',
  'graph.stale': '{count, plural, other {문제 #개.}} 그래프는 마지막으로 유효했던 버전입니다.',
  'graph.none': '아직 그래프가 없습니다.',
  'graph.noneHelp': '{count, plural, other {문제 #개 때문에}} 정의를 그릴 수 없습니다.',
  'graph.show': '보기',
  'graph.event': '이벤트 {id}',
  'graph.notRun': '실행(Ctrl+Enter)을 누르세요. 작업은 모의 응답을 사용하며 AWS 서비스는 호출하지 않습니다.',
  'graph.start': 'Start',
  'graph.retries': '{count, plural, other {재시도 #회}}',
  'graph.sample': '예시 값',
  'graph.nodeName': '{name}, {type}, {status}',
  'graph.nodeAttempts': '{all}회 중 {done}회 시도',
  'graph.nodeNext': '다음은 {names}',
  'graph.nodeCatch': '오류 시 {names}',
  'graph.nodeVisits': '{count, plural, other {#회}}',
};
