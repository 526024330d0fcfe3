//! `Resource`: what a Task calls.

use std::rc::Rc;

use asl_json::TextRange;

/// How long a Task waits for the service that it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegrationPattern {
    /// Goes on with the service's answer.
    RequestResponse,
    /// `.sync`: goes on when the job is done.
    Sync,
    /// `.sync:2`: as `.sync`, with the output as JSON.
    Sync2,
    /// `.waitForTaskToken`: goes on when somebody answers with the token.
    WaitForTaskToken,
}

/// What kind of thing a `Resource` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// The ARN of a Lambda function.
    LambdaFunction,
    /// The ARN of an activity.
    Activity,
    /// A service integration.
    Integration {
        /// `lambda`, `sqs`, `aws-sdk:dynamodb`, `http`: the history's `resourceType`.
        service: Rc<str>,
        /// `invoke`, `sendMessage`: without the pattern.
        action: Rc<str>,
        /// Request and response, job or callback.
        pattern: IntegrationPattern,
    },
    /// None of these.
    Unknown,
}

/// The `Resource` of a Task, an `ItemReader` or a `ResultWriter`.
///
/// Source: Developer Guide, "Service integrations"; integrations' ARN grammar.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The text as written.
    pub text: Rc<str>,
    /// What it names.
    pub kind: ResourceKind,
    /// Where it stands.
    pub range: TextRange,
}

impl Resource {
    /// Reads a resource's text; what it does not know is [`ResourceKind::Unknown`].
    pub fn parse(text: &str, range: TextRange) -> Self {
        Self { text: text.into(), kind: Self::kind_of(text).unwrap_or(ResourceKind::Unknown), range }
    }

    fn kind_of(text: &str) -> Option<ResourceKind> {
        let mut parts = text.splitn(6, ':');
        let (arn, _partition, service) = (parts.next()?, parts.next()?, parts.next()?);
        let (_region, _account, rest) = (parts.next()?, parts.next()?, parts.next()?);
        match (arn, service) {
            ("arn", "lambda") if rest.starts_with("function:") => Some(ResourceKind::LambdaFunction),
            ("arn", "states") if rest.starts_with("activity:") => Some(ResourceKind::Activity),
            ("arn", "states") => {
                let (rest, pattern) = Self::split_pattern(rest);
                let (service, action) = rest.rsplit_once(':')?;
                let known = !service.is_empty() && !action.is_empty();
                known.then(|| ResourceKind::Integration {
                    service: service.into(),
                    action: action.into(),
                    pattern,
                })
            }
            _ => None,
        }
    }

    fn split_pattern(rest: &str) -> (&str, IntegrationPattern) {
        let patterns = [
            (".sync:2", IntegrationPattern::Sync2),
            (".sync", IntegrationPattern::Sync),
            (".waitForTaskToken", IntegrationPattern::WaitForTaskToken),
        ];
        for (suffix, pattern) in patterns {
            if let Some(rest) = rest.strip_suffix(suffix) {
                return (rest, pattern);
            }
        }
        (rest, IntegrationPattern::RequestResponse)
    }

    /// The history's `resourceType` and `resource` of a service integration: (`sqs`, `sendMessage.waitForTaskToken`).
    pub fn event_names(&self) -> Option<(Rc<str>, Rc<str>)> {
        let ResourceKind::Integration { service, action, pattern } = &self.kind else { return None };
        let suffix = match pattern {
            IntegrationPattern::RequestResponse => return Some((Rc::clone(service), Rc::clone(action))),
            IntegrationPattern::Sync => ".sync",
            IntegrationPattern::Sync2 => ".sync:2",
            IntegrationPattern::WaitForTaskToken => ".waitForTaskToken",
        };
        Some((Rc::clone(service), format!("{action}{suffix}").into()))
    }

    /// How long the Task waits; activities and functions wait for the answer.
    pub fn pattern(&self) -> IntegrationPattern {
        match &self.kind {
            ResourceKind::Integration { pattern, .. } => *pattern,
            _ => IntegrationPattern::RequestResponse,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_told_apart() {
        let kind = |text: &str| Resource::parse(text, TextRange::default()).kind;
        assert_eq!(kind("arn:aws:lambda:us-east-1:123456789012:function:f:1"), ResourceKind::LambdaFunction);
        assert_eq!(kind("arn:aws:states:us-east-1:123456789012:activity:a"), ResourceKind::Activity);
        assert_eq!(
            kind("arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken"),
            ResourceKind::Integration {
                service: "aws-sdk:dynamodb".into(),
                action: "putItem".into(),
                pattern: IntegrationPattern::WaitForTaskToken
            }
        );
        assert_eq!(kind("lambda"), ResourceKind::Unknown);
        let nested = Resource::parse("arn:aws:states:::states:startExecution.sync:2", TextRange::default());
        assert_eq!(nested.event_names(), Some(("states".into(), "startExecution.sync:2".into())));
    }
}
