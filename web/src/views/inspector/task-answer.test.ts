import { expect, it } from 'vitest';
import { boto3Line, cliLine } from './task-answer.ts';

const TOKEN = 'AAAAKgAAAAIAAAAA+/=';

it('fills the token and the answer in', () => {
  expect(boto3Line({ kind: 'success', token: TOKEN, output: '{"a":"b\\n"}' })).toContain('taskToken="AAAAKgAAAAIAAAAA+/=",\n    output="{\\"a\\":\\"b\\\\n\\"}"');
  expect(boto3Line({ kind: 'heartbeat', token: TOKEN })).toContain(`sfn.send_task_heartbeat(taskToken="${TOKEN}")`);
  expect(cliLine({ kind: 'failure', token: TOKEN, error: 'E', cause: "it's" })).toBe(`aws stepfunctions send-task-failure \\\n  --task-token ${TOKEN} \\\n  --error E \\\n  --cause 'it'\\''s'`);
  expect(cliLine({ kind: 'success', token: TOKEN, output: '{}' })).toContain("--task-output '{}'");
  expect(cliLine({ kind: 'getTask', token: '', activityArn: 'arn:aws:states:us-east-1:1:activity:a', worker: 'w' })).toContain('--activity-arn arn:aws:states:us-east-1:1:activity:a');
  expect(boto3Line({ kind: 'getTask', token: '', activityArn: 'arn', worker: 'w' })).toContain('workerName="w"');
});
