/** The lines of boto3 and of the AWS CLI that answer a task, with everything filled in. Plain text. */

export interface TaskAnswer {
  readonly kind: 'success' | 'failure' | 'heartbeat' | 'getTask';
  readonly token: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly activityArn?: string;
  readonly worker?: string;
}

/** A Python script of a few lines. */
export function boto3Line(answer: TaskAnswer): string {
  const head = 'import boto3\n\nsfn = boto3.client("stepfunctions")\n';
  switch (answer.kind) {
    case 'success':
      return `${head}sfn.send_task_success(\n    taskToken=${python(answer.token)},\n    output=${python(answer.output ?? '{}')},\n)`;
    case 'failure':
      return `${head}sfn.send_task_failure(\n    taskToken=${python(answer.token)},\n    error=${python(answer.error ?? '')},\n    cause=${python(answer.cause ?? '')},\n)`;
    case 'heartbeat':
      return `${head}sfn.send_task_heartbeat(taskToken=${python(answer.token)})`;
    case 'getTask':
      return `${head}task = sfn.get_activity_task(\n    activityArn=${python(answer.activityArn ?? '')},\n    workerName=${python(answer.worker ?? '')},\n)`;
  }
}

/** A command for a POSIX shell. */
export function cliLine(answer: TaskAnswer): string {
  switch (answer.kind) {
    case 'success':
      return `aws stepfunctions send-task-success \\\n  --task-token ${shell(answer.token)} \\\n  --task-output ${shell(answer.output ?? '{}')}`;
    case 'failure':
      return `aws stepfunctions send-task-failure \\\n  --task-token ${shell(answer.token)} \\\n  --error ${shell(answer.error ?? '')} \\\n  --cause ${shell(answer.cause ?? '')}`;
    case 'heartbeat':
      return `aws stepfunctions send-task-heartbeat \\\n  --task-token ${shell(answer.token)}`;
    case 'getTask':
      return `aws stepfunctions get-activity-task \\\n  --activity-arn ${shell(answer.activityArn ?? '')} \\\n  --worker-name ${shell(answer.worker ?? '')}`;
  }
}

/** JSON's escapes are Python's, but for those beyond the basic plane, which stay as they are. */
function python(text: string): string {
  return JSON.stringify(text);
}

function shell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
