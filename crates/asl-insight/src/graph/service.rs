//! What a Task calls, in words and as an icon.

use std::borrow::Cow;

use asl_model::integrations::{Support, support};
use asl_model::{IntegrationPattern, Resource, ResourceKind};

use super::model::Badge;

/// Name and icon of a service by its word in a `Resource`. Services without a line are shown by their word and the
/// icon `aws`.
const SERVICES: &[(&str, &str, &str)] = &[
    ("acm", "ACM", "security"),
    ("apigateway", "API Gateway", "api"),
    ("appflow", "AppFlow", "queue"),
    ("appsync", "AppSync", "api"),
    ("athena", "Athena", "athena"),
    ("autoscaling", "Auto Scaling", "compute"),
    ("backup", "Backup", "storage"),
    ("batch", "Batch", "batch"),
    ("bedrock", "Bedrock", "bedrock"),
    ("bedrockagent", "Bedrock Agents", "bedrock"),
    ("bedrockagentruntime", "Bedrock Agents", "bedrock"),
    ("bedrockruntime", "Bedrock", "bedrock"),
    ("cloudformation", "CloudFormation", "build"),
    ("cloudfront", "CloudFront", "network"),
    ("cloudwatch", "CloudWatch", "monitor"),
    ("cloudwatchlogs", "CloudWatch Logs", "monitor"),
    ("codebuild", "CodeBuild", "build"),
    ("codedeploy", "CodeDeploy", "build"),
    ("codepipeline", "CodePipeline", "build"),
    ("cognitoidentityprovider", "Cognito", "security"),
    ("comprehend", "Comprehend", "ml"),
    ("costexplorer", "Cost Explorer", "monitor"),
    ("databrew", "DataBrew", "glue"),
    ("dynamodb", "DynamoDB", "dynamodb"),
    ("ec2", "EC2", "compute"),
    ("ecr", "ECR", "ecs"),
    ("ecs", "ECS", "ecs"),
    ("efs", "EFS", "storage"),
    ("eks", "EKS", "ecs"),
    ("elasticmapreduce", "EMR", "emr"),
    ("emr", "EMR", "emr"),
    ("emr-containers", "EMR on EKS", "emr"),
    ("emr-serverless", "EMR Serverless", "emr"),
    ("eventbridge", "EventBridge", "events"),
    ("events", "EventBridge", "events"),
    ("firehose", "Firehose", "stream"),
    ("forecast", "Forecast", "ml"),
    ("fsx", "FSx", "storage"),
    ("glue", "Glue", "glue"),
    ("guardduty", "GuardDuty", "security"),
    ("http", "HTTP", "http"),
    ("iam", "IAM", "security"),
    ("iotdataplane", "IoT Data", "events"),
    ("kendra", "Kendra", "ml"),
    ("kinesis", "Kinesis", "stream"),
    ("kms", "KMS", "security"),
    ("lambda", "Lambda", "lambda"),
    ("lookoutvision", "Lookout for Vision", "ml"),
    ("mediaconvert", "MediaConvert", "media"),
    ("neptunedata", "Neptune", "database"),
    ("opensearch", "OpenSearch", "database"),
    ("opensearchserverless", "OpenSearch Serverless", "database"),
    ("organizations", "Organizations", "security"),
    ("personalize", "Personalize", "ml"),
    ("pinpoint", "Pinpoint", "sns"),
    ("polly", "Polly", "ml"),
    ("quicksight", "QuickSight", "monitor"),
    ("rds", "RDS", "database"),
    ("rdsdata", "RDS Data", "database"),
    ("redshift", "Redshift", "database"),
    ("redshiftdata", "Redshift Data", "database"),
    ("redshiftserverless", "Redshift Serverless", "database"),
    ("rekognition", "Rekognition", "ml"),
    ("route53", "Route 53", "network"),
    ("s3", "S3", "s3"),
    ("s3control", "S3 Control", "s3"),
    ("sagemaker", "SageMaker", "sagemaker"),
    ("sagemakerruntime", "SageMaker", "sagemaker"),
    ("scheduler", "Scheduler", "wait"),
    ("secretsmanager", "Secrets Manager", "security"),
    ("securityhub", "Security Hub", "security"),
    ("servicecatalog", "Service Catalog", "build"),
    ("ses", "SES", "mail"),
    ("sesv2", "SES", "mail"),
    ("sfn", "Step Functions", "states"),
    ("sns", "SNS", "sns"),
    ("sqs", "SQS", "sqs"),
    ("ssm", "Systems Manager", "compute"),
    ("ssoadmin", "Identity Center", "security"),
    ("states", "Step Functions", "states"),
    ("sts", "STS", "security"),
    ("textract", "Textract", "ml"),
    ("timestreamwrite", "Timestream", "database"),
    ("transcribe", "Transcribe", "ml"),
    ("transfer", "Transfer", "storage"),
    ("translate", "Translate", "ml"),
    ("wafv2", "WAF", "security"),
    ("xray", "X-Ray", "monitor"),
];

/// Second line, icon and badge of a Task.
pub(crate) struct ServiceFace {
    /// `Lambda invoke`, `ECS runTask .sync`, `SQS sendMessage · task token`
    pub(crate) subtitle: String,
    /// The icon's word.
    pub(crate) icon: &'static str,
    /// How the Task waits, if it does.
    pub(crate) badge: Option<Badge>,
}

/// How a Task with this resource is shown.
pub(crate) fn service_face(resource: &Resource) -> ServiceFace {
    match &resource.kind {
        ResourceKind::LambdaFunction => {
            ServiceFace { subtitle: "Lambda invoke".to_owned(), icon: "lambda", badge: None }
        }
        ResourceKind::Activity => {
            ServiceFace { subtitle: "Activity".to_owned(), icon: "activity", badge: Some(Badge::Activity) }
        }
        ResourceKind::Integration { service, action, pattern } => {
            let (name, icon) = service_name(service);
            let (suffix, badge) = match pattern {
                IntegrationPattern::RequestResponse => ("", None),
                IntegrationPattern::Sync | IntegrationPattern::Sync2 => (" .sync", Some(Badge::Sync)),
                IntegrationPattern::WaitForTaskToken => (" · task token", Some(Badge::Token)),
            };
            ServiceFace { subtitle: format!("{name} {action}{suffix}"), icon, badge }
        }
        ResourceKind::Unknown => ServiceFace { subtitle: "Task".to_owned(), icon: "task", badge: None },
    }
}

/// The service of an integration that Step Functions does not have, by its name: `AppSync`. None for those that exist,
/// and where a deployment tool fills a `${…}` in.
pub fn unknown_service(resource: &Resource) -> Option<Cow<'_, str>> {
    match &resource.kind {
        ResourceKind::Integration { service, action, .. }
            if !resource.text.contains("${") && support(service, action) == Support::UnknownService =>
        {
            Some(service_name(service).0)
        }
        _ => None,
    }
}

/// A service's name and icon.
fn service_name(service: &str) -> (Cow<'_, str>, &'static str) {
    let word = service.strip_prefix("aws-sdk:").unwrap_or(service);
    match SERVICES.binary_search_by_key(&word, |&(key, _, _)| key).ok().and_then(|at| SERVICES.get(at)) {
        Some(&(_, name, icon)) => (Cow::Borrowed(name), icon),
        None => (Cow::Borrowed(word), "aws"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_json::TextRange;

    #[test]
    fn the_table_is_sorted() {
        assert!(SERVICES.is_sorted_by_key(|&(key, _, _)| key));
    }

    #[test]
    fn a_service_without_integrations_is_named() {
        let name =
            |text: &str| unknown_service(&Resource::parse(text, TextRange::default())).map(Cow::into_owned);
        assert_eq!(name("arn:aws:states:::appsync:query").as_deref(), Some("AppSync"));
        assert_eq!(name("arn:aws:states:::nowhere:run").as_deref(), Some("nowhere"));
        // What exists, an action that does not exist, functions, and what is not known yet.
        for known in [
            "arn:aws:states:::aws-sdk:appsync:listFunctions",
            "arn:aws:states:::dynamodb:query",
            "arn:aws:lambda:us-east-1:123456789012:function:f",
            "arn:aws:states:::${Service}:run",
            "nonsense",
        ] {
            assert_eq!(name(known), None, "{known}");
        }
    }

    #[test]
    fn tasks_are_named_by_what_they_call() {
        let face = |text: &str| {
            let face = service_face(&Resource::parse(text, TextRange::default()));
            (face.subtitle, face.icon, face.badge)
        };
        assert_eq!(
            face("arn:aws:states:::ecs:runTask.sync"),
            ("ECS runTask .sync".to_owned(), "ecs", Some(Badge::Sync))
        );
        assert_eq!(
            face("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
            ("SQS sendMessage · task token".to_owned(), "sqs", Some(Badge::Token))
        );
        assert_eq!(
            face("arn:aws:states:::aws-sdk:dynamodb:query"),
            ("DynamoDB query".to_owned(), "dynamodb", None)
        );
        assert_eq!(face("arn:aws:states:::aws-sdk:braket:getJob"), ("braket getJob".to_owned(), "aws", None));
        assert_eq!(
            face("arn:aws:lambda:eu-west-1:123456789012:function:f"),
            ("Lambda invoke".to_owned(), "lambda", None)
        );
        assert_eq!(face("${Arn}"), ("Task".to_owned(), "task", None));
    }
}
