//! The service integrations: which services, which actions, which patterns, which parameters.
//!
//! One table for the rules, completion and samples. AWS SDK integrations (`aws-sdk:…`) are more than two hundred
//! services with all their actions; of these only the form is known here.
//!
//! Source: Developer Guide, "Integrating optimized services"; required parameters from the services' API models.

use crate::IntegrationPattern;

/// Which integration patterns an action has.
#[expect(clippy::struct_excessive_bools, reason = "four patterns, each of which an action has or has not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Patterns {
    /// Request and response.
    pub request_response: bool,
    /// `.sync`
    pub sync: bool,
    /// `.sync:2`
    pub sync2: bool,
    /// `.waitForTaskToken`
    pub wait_for_task_token: bool,
}

impl Patterns {
    /// Whether `pattern` is one of them.
    pub const fn has(self, pattern: IntegrationPattern) -> bool {
        match pattern {
            IntegrationPattern::RequestResponse => self.request_response,
            IntegrationPattern::Sync => self.sync,
            IntegrationPattern::Sync2 => self.sync2,
            IntegrationPattern::WaitForTaskToken => self.wait_for_task_token,
        }
    }

    /// The ends of the ARN, one for each pattern: nothing, `.sync`, …
    pub fn suffixes(self) -> impl Iterator<Item = &'static str> {
        [
            (self.request_response, ""),
            (self.sync, ".sync"),
            (self.sync2, ".sync:2"),
            (self.wait_for_task_token, ".waitForTaskToken"),
        ]
        .into_iter()
        .filter_map(|(has, suffix)| has.then_some(suffix))
    }
}

/// An action of an optimized integration.
#[derive(Clone, Copy, Debug)]
pub struct Integration {
    /// `lambda`, `sqs`: as in the ARN.
    pub service: &'static str,
    /// The service's name for people.
    pub title: &'static str,
    /// `invoke`, `sendMessage`: as in the ARN.
    pub action: &'static str,
    /// How a Task can wait for it.
    pub patterns: Patterns,
    /// The parameters that it cannot do without.
    pub required: &'static [&'static str],
}

/// What is known of a service and an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// The integration exists, with these patterns.
    Known(Patterns),
    /// The service has no such action.
    UnknownAction,
    /// There is no such service.
    UnknownService,
}

const R: Patterns =
    Patterns { request_response: true, sync: false, sync2: false, wait_for_task_token: false };
const RS: Patterns = Patterns { sync: true, ..R };
const RT: Patterns = Patterns { wait_for_task_token: true, ..R };
const RST: Patterns = Patterns { sync: true, wait_for_task_token: true, ..R };
const ALL: Patterns = Patterns { sync2: true, ..RST };

const fn action(
    service: &'static str,
    title: &'static str,
    action: &'static str,
    patterns: Patterns,
    required: &'static [&'static str],
) -> Integration {
    Integration { service, title, action, patterns, required }
}

/// The optimized integrations.
pub const OPTIMIZED: &[Integration] = &[
    action("lambda", "Lambda", "invoke", RT, &["FunctionName"]),
    action("sqs", "SQS", "sendMessage", RT, &["QueueUrl", "MessageBody"]),
    action("sns", "SNS", "publish", RT, &["Message"]),
    action("dynamodb", "DynamoDB", "getItem", R, &["TableName", "Key"]),
    action("dynamodb", "DynamoDB", "putItem", R, &["TableName", "Item"]),
    action("dynamodb", "DynamoDB", "updateItem", R, &["TableName", "Key"]),
    action("dynamodb", "DynamoDB", "deleteItem", R, &["TableName", "Key"]),
    action("events", "EventBridge", "putEvents", RT, &["Entries"]),
    action("states", "Step Functions", "startExecution", ALL, &["StateMachineArn"]),
    action("ecs", "ECS", "runTask", RST, &["TaskDefinition"]),
    action("batch", "Batch", "submitJob", RS, &["JobName", "JobQueue", "JobDefinition"]),
    action("glue", "Glue", "startJobRun", RS, &["JobName"]),
    action("athena", "Athena", "startQueryExecution", RS, &["QueryString"]),
    action("athena", "Athena", "stopQueryExecution", R, &["QueryExecutionId"]),
    action("athena", "Athena", "getQueryExecution", R, &["QueryExecutionId"]),
    action("athena", "Athena", "getQueryResults", R, &["QueryExecutionId"]),
    action("apigateway", "API Gateway", "invoke", RT, &["ApiEndpoint", "Method"]),
    action("http", "HTTP endpoint", "invoke", R, &["ApiEndpoint", "Method"]),
    action("bedrock", "Bedrock", "invokeModel", RT, &["ModelId"]),
    action(
        "bedrock",
        "Bedrock",
        "createModelCustomizationJob",
        RST,
        &[
            "JobName",
            "CustomModelName",
            "RoleArn",
            "BaseModelIdentifier",
            "TrainingDataConfig",
            "OutputDataConfig",
        ],
    ),
    action("codebuild", "CodeBuild", "startBuild", RS, &["ProjectName"]),
    action("codebuild", "CodeBuild", "stopBuild", R, &["Id"]),
    action("codebuild", "CodeBuild", "batchDeleteBuilds", R, &["Ids"]),
    action("codebuild", "CodeBuild", "batchGetReports", R, &["ReportArns"]),
    action("codebuild", "CodeBuild", "startBuildBatch", RS, &["ProjectName"]),
    action("codebuild", "CodeBuild", "stopBuildBatch", R, &["Id"]),
    action("codebuild", "CodeBuild", "retryBuildBatch", RS, &[]),
    action("codebuild", "CodeBuild", "deleteBuildBatch", R, &["Id"]),
    action("databrew", "Glue DataBrew", "startJobRun", RS, &["Name"]),
    action("eks", "EKS", "createCluster", RST, &["Name", "RoleArn", "ResourcesVpcConfig"]),
    action("eks", "EKS", "deleteCluster", RST, &["Name"]),
    action("eks", "EKS", "createNodegroup", RST, &["ClusterName", "NodegroupName", "NodeRole", "Subnets"]),
    action("eks", "EKS", "deleteNodegroup", RST, &["ClusterName", "NodegroupName"]),
    action(
        "eks",
        "EKS",
        "createFargateProfile",
        RST,
        &["ClusterName", "FargateProfileName", "PodExecutionRoleArn"],
    ),
    action("eks", "EKS", "deleteFargateProfile", RST, &["ClusterName", "FargateProfileName"]),
    action("eks", "EKS", "runJob", RST, &["ClusterName", "CertificateAuthority", "Endpoint", "Job"]),
    action("eks", "EKS", "call", RT, &["ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"]),
    action("elasticmapreduce", "EMR", "createCluster", RS, &["Name", "Instances"]),
    action("elasticmapreduce", "EMR", "terminateCluster", RS, &["ClusterId"]),
    action("elasticmapreduce", "EMR", "addStep", RS, &["ClusterId", "Step"]),
    action(
        "elasticmapreduce",
        "EMR",
        "setClusterTerminationProtection",
        R,
        &["ClusterId", "TerminationProtected"],
    ),
    action("elasticmapreduce", "EMR", "cancelStep", R, &["ClusterId", "StepId"]),
    action(
        "elasticmapreduce",
        "EMR",
        "modifyInstanceFleetByName",
        R,
        &["ClusterId", "InstanceFleetName", "InstanceFleet"],
    ),
    action(
        "elasticmapreduce",
        "EMR",
        "modifyInstanceGroupByName",
        R,
        &["ClusterId", "InstanceGroupName", "InstanceGroup"],
    ),
    action("emr-containers", "EMR on EKS", "createVirtualCluster", R, &["Name", "ContainerProvider"]),
    action("emr-containers", "EMR on EKS", "deleteVirtualCluster", RS, &["Id"]),
    action(
        "emr-containers",
        "EMR on EKS",
        "startJobRun",
        RS,
        &["VirtualClusterId", "ExecutionRoleArn", "ReleaseLabel", "JobDriver"],
    ),
    action("emr-serverless", "EMR Serverless", "createApplication", RS, &["ReleaseLabel", "Type"]),
    action("emr-serverless", "EMR Serverless", "startApplication", RS, &["ApplicationId"]),
    action("emr-serverless", "EMR Serverless", "stopApplication", RS, &["ApplicationId"]),
    action("emr-serverless", "EMR Serverless", "deleteApplication", RS, &["ApplicationId"]),
    action("emr-serverless", "EMR Serverless", "startJobRun", RS, &["ApplicationId", "ExecutionRoleArn"]),
    action("emr-serverless", "EMR Serverless", "cancelJobRun", RS, &["ApplicationId", "JobRunId"]),
    action("mediaconvert", "MediaConvert", "createJob", RS, &["Role", "Settings"]),
    action(
        "sagemaker",
        "SageMaker",
        "createTrainingJob",
        RS,
        &["TrainingJobName", "RoleArn", "OutputDataConfig"],
    ),
    action(
        "sagemaker",
        "SageMaker",
        "createTransformJob",
        RS,
        &["TransformJobName", "ModelName", "TransformInput", "TransformOutput", "TransformResources"],
    ),
    action(
        "sagemaker",
        "SageMaker",
        "createProcessingJob",
        RS,
        &["ProcessingJobName", "ProcessingResources", "AppSpecification", "RoleArn"],
    ),
    action(
        "sagemaker",
        "SageMaker",
        "createHyperParameterTuningJob",
        RS,
        &["HyperParameterTuningJobName", "HyperParameterTuningJobConfig"],
    ),
    action(
        "sagemaker",
        "SageMaker",
        "createLabelingJob",
        RS,
        &[
            "LabelingJobName",
            "LabelAttributeName",
            "InputConfig",
            "OutputConfig",
            "RoleArn",
            "HumanTaskConfig",
        ],
    ),
    action("sagemaker", "SageMaker", "createEndpoint", R, &["EndpointName", "EndpointConfigName"]),
    action("sagemaker", "SageMaker", "updateEndpoint", R, &["EndpointName", "EndpointConfigName"]),
    action(
        "sagemaker",
        "SageMaker",
        "createEndpointConfig",
        R,
        &["EndpointConfigName", "ProductionVariants"],
    ),
    action("sagemaker", "SageMaker", "createModel", R, &["ModelName"]),
];

/// Services whose actions are not listed above; every action is taken as known.
const OPEN_SERVICES: [&str; 1] = ["bedrock-agentcore"];

/// AWS SDK services that completion offers first: the ones in wide use.
pub const SDK_SERVICES: [&str; 40] = [
    "apigateway",
    "appconfig",
    "athena",
    "bedrockruntime",
    "cloudformation",
    "cloudwatch",
    "cloudwatchlogs",
    "codebuild",
    "cognitoidentityprovider",
    "comprehend",
    "dynamodb",
    "ec2",
    "ecs",
    "eks",
    "eventbridge",
    "firehose",
    "glue",
    "iam",
    "iot",
    "kinesis",
    "kms",
    "lambda",
    "mediaconvert",
    "organizations",
    "polly",
    "rds",
    "rdsdata",
    "redshiftdata",
    "rekognition",
    "route53",
    "s3",
    "sagemaker",
    "secretsmanager",
    "ses",
    "sesv2",
    "sfn",
    "sns",
    "sqs",
    "ssm",
    "textract",
];

/// The listed actions of a service.
pub fn actions(service: &str) -> impl Iterator<Item = &'static Integration> {
    OPTIMIZED.iter().filter(move |integration| integration.service == service)
}

/// The listed integration.
pub fn find(service: &str, action: &str) -> Option<&'static Integration> {
    actions(service).find(|integration| integration.action == action)
}

/// What is known of a service (`sqs`, `aws-sdk:s3`) and an action.
pub fn support(service: &str, action: &str) -> Support {
    if let Some(sdk) = service.strip_prefix("aws-sdk:") {
        let word = |text: &str, first_upper: bool| {
            text.starts_with(|c: char| c.is_ascii_lowercase() || (first_upper && c.is_ascii_uppercase()))
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let service_fits = word(sdk, false) && sdk.bytes().all(|byte| !byte.is_ascii_uppercase());
        return if !service_fits {
            Support::UnknownService
        } else if word(action, false) {
            Support::Known(RT)
        } else {
            Support::UnknownAction
        };
    }
    if OPEN_SERVICES.contains(&service) {
        return Support::Known(R);
    }
    match find(service, action) {
        Some(integration) => Support::Known(integration.patterns),
        None if actions(service).next().is_some() => Support::UnknownAction,
        None => Support::UnknownService,
    }
}

/// Whether the AWS SDK integrations have a service of the same name.
pub fn has_sdk_twin(service: &str) -> bool {
    SDK_SERVICES.contains(&service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_what_exists() {
        assert_eq!(support("lambda", "invoke"), Support::Known(RT));
        assert_eq!(support("dynamodb", "query"), Support::UnknownAction);
        assert_eq!(support("nothing", "query"), Support::UnknownService);
        assert_eq!(support("aws-sdk:dynamodb", "query"), Support::Known(RT));
        assert_eq!(support("aws-sdk:DynamoDB", "query"), Support::UnknownService);
        assert_eq!(support("aws-sdk:dynamodb", "Query"), Support::UnknownAction);
        let suffixes: Vec<_> = ALL.suffixes().collect();
        assert_eq!(suffixes, ["", ".sync", ".sync:2", ".waitForTaskToken"]);
    }
}
