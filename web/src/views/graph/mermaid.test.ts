import { describe, expect, it } from 'vitest';
import type { GraphLayout, GraphNode } from '../../shared/protocol.ts';
import { mermaidText } from './mermaid.ts';

const node = (id: string, type: GraphNode['type'], more: Partial<GraphNode> = {}): GraphNode =>
  ({ id, kind: 'state', type, label: id, subtitle: '', icon: '', badges: [], x: 0, y: 0, width: 1, height: 1, ...more });

describe('a drawing as Mermaid text', () => {
  it('has shapes, containers and lines', () => {
    const layout: GraphLayout = {
      width: 1, height: 1,
      nodes: [
        node('start', 'Start', { kind: 'start', label: '' }), node('Stock?', 'Choice'), node('Pack', 'Map', { kind: 'container', subtitle: 'Map' }),
        node('Box', 'Task', { parent: 'Pack', subtitle: 'Lambda invoke' }), node('Bad', 'Fail'),
      ],
      edges: [
        { from: 'start', to: 'Stock?', kind: 'next', points: [] }, { from: 'Stock?', to: 'Pack', kind: 'choice', label: 'n > 1', title: 'count > 1', points: [] },
        { from: 'Stock?', to: 'Bad', kind: 'default', label: 'Default', points: [] }, { from: 'Pack', to: 'Bad', kind: 'catch', label: 'States.ALL', points: [] },
      ],
    };
    expect(mermaidText(layout)).toBe(`flowchart TD
  n0(("Start"))
  n1{{"Stock#63;"}}
  subgraph n2["Pack · Map"]
    n3["Box · Lambda invoke"]
  end
  n4(["Bad"])
  n0 --> n1
  n1 -->|"count #62; 1"| n2
  n1 -.->|"Default"| n4
  n2 -.->|"States.ALL"| n4
`);
  });

  it('takes every sign of a name as text', () => {
    const text = mermaidText({ width: 1, height: 1, nodes: [node('"]; click n0 "javascript:x" <b>#35;\n`', 'Task'), node('注文 1', 'Pass')], edges: [] });
    expect(text.split('\n')).toHaveLength(4);
    expect(text).toContain('["#34;#93;#59; click n0 #34;javascript:x#34; #60;b#62;#35;35#59;#10;#96;"]');
    expect(text).toContain('["注文 1"]');
  });
});
