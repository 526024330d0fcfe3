//! Under which names, limits and at what time an execution runs.

use std::rc::Rc;

use asl_json::Value;
pub use asl_model::ExecutionType;

use crate::{Random, S3Objects, Timestamp};

/// The service's limits. `None` means "no limit": for study, and for measuring.
///
/// Source: Developer Guide, "Step Functions service quotas".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Events in a history; the last one is the failure.
    pub history_events: Option<u32>,
    /// Bytes of JSON text of an input or output.
    pub payload_bytes: Option<u32>,
    /// Bytes of one variable, and of all variables of one `Assign`.
    pub variable_bytes: Option<u32>,
    /// Bytes of all variables of an execution.
    pub variables_total_bytes: Option<u32>,
    /// Bytes of JSON text that an execution may make when the other limits are off, one large payload and all of them
    /// together: no run eats the machine.
    pub memory_bytes: u64,
}

impl Quotas {
    /// The limits of the service.
    pub const SERVICE: Self = Self {
        history_events: Some(25_000),
        payload_bytes: Some(262_144),
        variable_bytes: Some(262_144),
        variables_total_bytes: Some(10 * 1024 * 1024),
        memory_bytes: 1 << 30,
    };

    /// No limits but memory: a payload may be a sixteenth of it, a history as long as it can hold.
    pub const RELAXED: Self = Self {
        history_events: Some(5_000_000),
        payload_bytes: None,
        variable_bytes: None,
        variables_total_bytes: None,
        memory_bytes: 1 << 30,
    };
}

/// Names, type, start time, seed and limits of an execution.
#[derive(Clone, Debug)]
pub struct ExecutionOptions {
    /// Standard or Express.
    pub execution_type: ExecutionType,
    /// The state machine's name.
    pub state_machine_name: Rc<str>,
    /// The execution's name.
    pub execution_name: Rc<str>,
    /// The ARN of the execution role.
    pub role_arn: Rc<str>,
    /// Account number, 12 digits.
    pub account_id: Rc<str>,
    /// Region, such as `us-east-1`.
    pub region: Rc<str>,
    /// When the execution starts.
    pub start_time: Timestamp,
    /// Where random numbers begin.
    pub seed: u64,
    /// Limits.
    pub quotas: Quotas,
    /// The tokens that tasks get, in the order of calls, before random ones; for replaying a recording.
    pub task_tokens: Vec<Rc<str>>,
    /// The ARNs of activities that do not exist; all others do.
    pub missing_activities: Vec<Rc<str>>,
    /// The mocked S3.
    pub s3: S3Objects,
}

impl Default for ExecutionOptions {
    fn default() -> Self {
        Self {
            execution_type: ExecutionType::Standard,
            state_machine_name: "MyStateMachine".into(),
            execution_name: "execution-1".into(),
            role_arn: "arn:aws:iam::123456789012:role/StepFunctionsRole".into(),
            account_id: "123456789012".into(),
            region: "us-east-1".into(),
            start_time: Timestamp(1_767_225_600_000),
            seed: 0,
            quotas: Quotas::SERVICE,
            task_tokens: Vec::new(),
            missing_activities: Vec::new(),
            s3: S3Objects::default(),
        }
    }
}

impl ExecutionOptions {
    /// `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME`
    pub fn state_machine_arn(&self) -> String {
        format!("arn:aws:states:{}:{}:stateMachine:{}", self.region, self.account_id, self.state_machine_name)
    }

    /// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`; Express ones have a UUID at the end.
    pub fn execution_arn(&self) -> String {
        let Self { region, account_id, state_machine_name, execution_name, .. } = self;
        match self.execution_type {
            ExecutionType::Standard => {
                format!(
                    "arn:aws:states:{region}:{account_id}:execution:{state_machine_name}:{execution_name}"
                )
            }
            ExecutionType::Express => {
                let uuid = Random::new(self.seed ^ 0xE59).uuid();
                format!(
                    "arn:aws:states:{region}:{account_id}:express:{state_machine_name}:{execution_name}:{uuid}"
                )
            }
        }
    }

    /// How long an execution of this type may run at most: a year, or five minutes.
    pub const fn max_duration_ms(&self) -> i64 {
        match self.execution_type {
            ExecutionType::Standard => 365 * 86_400_000,
            ExecutionType::Express => 300_000,
        }
    }

    /// The parts of the context object that stay the same during the execution: `Execution` and `StateMachine`.
    pub(crate) fn context_members(
        &self,
        input: &Value,
        redriven: Option<(u32, Timestamp)>,
    ) -> [(&'static str, Value); 2] {
        let mut execution = vec![
            ("Id", Value::from(self.execution_arn())),
            ("Input", input.clone()),
            ("StartTime", Value::from(self.start_time.to_string())),
            ("Name", Value::from(Rc::clone(&self.execution_name))),
            ("RoleArn", Value::from(Rc::clone(&self.role_arn))),
        ];
        if self.execution_type == ExecutionType::Standard {
            execution.push(("RedriveCount", Value::from(redriven.map_or(0, |(count, _)| count))));
        }
        if let Some((_, time)) = redriven {
            execution.push(("RedriveTime", Value::from(time.to_string())));
        }
        let machine = [
            ("Id", Value::from(self.state_machine_arn())),
            ("Name", Value::from(Rc::clone(&self.state_machine_name))),
        ];
        [("Execution", Value::object(execution)), ("StateMachine", Value::object(machine))]
    }
}
