//! Workflows without mocks: samples let them run to a good end.

use std::rc::Rc;

use asl_engine::sample::{SampleContext, SampleShapes, Samples, sample_input};
use asl_engine::{
    EventDetails, Execution, ExecutionOptions, ExecutionStatus, Mocks, Program, Simulation, SimulationStatus,
};
use asl_json::{Value, to_json};
use asl_model::parse_definition;

fn context() -> SampleContext {
    SampleContext::of(&ExecutionOptions::default(), &SampleShapes::built_in())
}

/// Runs a definition on samples alone.
fn run(definition: &str) -> Simulation {
    let machine = parse_definition(definition).machine;
    let samples = Samples::new(&machine, context());
    let options = ExecutionOptions::default();
    samples.put_objects(&options.s3);
    let execution = Execution::start(Rc::new(Program::compile(&machine)), samples.input(), options);
    let mut simulation = Simulation::new(execution, Mocks::default(), samples.into_sampler());
    assert_ne!(simulation.run(30_000), SimulationStatus::Progressed, "it ends");
    simulation
}

/// The output of a definition that must succeed.
fn output(definition: &str) -> Value {
    let simulation = run(definition);
    let execution = simulation.execution();
    assert_eq!(execution.status(), ExecutionStatus::Succeeded, "{:?}", execution.failure());
    execution.output().cloned().unwrap_or_default()
}

fn entered(simulation: &Simulation) -> Vec<&str> {
    let names = simulation.execution().history().iter().map(|event| match &event.details {
        EventDetails::StateEntered { name, .. } => Some(name.as_ref()),
        _ => None,
    });
    names.flatten().collect()
}

const LAMBDA: &str =
    r#""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"}"#;

#[test]
fn a_status_takes_the_value_that_leads_on() {
    let simulation = run(&format!(
        r#"{{"StartAt":"Get","States":{{
            "Get":{{{LAMBDA},"OutputPath":"$.Payload","Next":"Done?"}},
            "Done?":{{"Type":"Choice","Choices":[
                {{"Variable":"$.job.status","StringEquals":"FAILED","Next":"Failed"}},
                {{"Variable":"$.job.status","StringEquals":"READY","Next":"Use"}}],"Default":"Wait"}},
            "Wait":{{"Type":"Wait","Seconds":30,"Next":"Get"}},
            "Failed":{{"Type":"Fail"}},
            "Use":{{"Type":"Pass","Parameters":{{"at.$":"$.job.result.location"}},"End":true}}}}}}"#
    ));
    assert_eq!(entered(&simulation), ["Get", "Done?", "Use"]);
}

#[test]
fn input_has_what_the_states_read() {
    let machine = parse_definition(
        r#"{"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.order.items","MaxConcurrencyPath":"$.parallel",
            "ItemSelector":{"sku.$":"$$.Map.Item.Value.sku","customer.$":"$$.Execution.Input.order.customer.email"},
            "ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Wait","SecondsPath":"$.sku.pause","End":true}}},
            "ResultPath":"$.done","Next":"C"},
            "C":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.flag","IsPresent":true},
                {"Variable":"$.flag","BooleanEquals":true}],"Next":"E"}],"Default":"F"},
            "F":{"Type":"Fail"},"E":{"Type":"Succeed"}}}"#,
    )
    .machine;
    let input = Samples::new(&machine, context()).input();
    let expected = r#"{"order":{"items":[{"sku":{"pause":1}},{"sku":{"pause":1}}],"customer":{"email":"person1@example.com"}},"parallel":1,"flag":true}"#;
    assert_eq!(input, asl_json::parse_value(expected).unwrap(), "{}", to_json(&input));
}

#[test]
fn texts_that_are_parsed_are_json() {
    let output = output(&format!(
        r#"{{"StartAt":"Get","States":{{
            "Get":{{{LAMBDA},"ResultSelector":{{"body.$":"States.StringToJson($.Payload.body)"}},"Next":"Each"}},
            "Each":{{"Type":"Map","ItemsPath":"$.body.list","ItemProcessor":{{"StartAt":"P","States":{{
                "P":{{"Type":"Pass","Parameters":{{"n.$":"States.MathAdd($.count, 1)",
                    "part.$":"States.ArrayGetItem(States.StringSplit($.path, '/'), 2)"}},"End":true}}}}}},
                "End":true}}}}}}"#
    ));
    assert_eq!(to_json(&output), r#"[{"part":"object-1.json","n":2},{"part":"object-2.json","n":2}]"#);
}

#[test]
fn what_is_set_by_the_workflow_itself_decides() {
    let simulation = run(r#"{"StartAt":"Set","States":{
        "Set":{"Type":"Pass","Result":{"mode":"b"},"Next":"Which"},
        "Which":{"Type":"Choice","Choices":[{"Variable":"$.mode","StringEquals":"a","Next":"A"},
            {"Variable":"$.mode","StringEquals":"b","Next":"B"}],"Default":"A"},
        "A":{"Type":"Fail"},
        "B":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:getItem","Parameters":{"TableName":"t","Key":{"id":{"S":"1"}}},
            "ResultSelector":{"count.$":"$.Item.count.N"},"End":true}}}"#);
    assert_eq!(entered(&simulation), ["Set", "Which", "B"]);
    assert_eq!(simulation.execution().output().map(to_json).as_deref(), Some(r#"{"count":"1"}"#));
}

#[test]
fn jsonata_is_understood_by_its_spelling() {
    let output = output(
        r#"{"QueryLanguage":"JSONata","StartAt":"Get","States":{
        "Get":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},
            "Assign":{"job":"{% $states.result.Payload.job %}"},"Output":"{% $states.result.Payload %}","Next":"Is it?"},
        "Is it?":{"Type":"Choice","Choices":[
            {"Condition":"{% $job.state = 'DONE' and $states.input.score > 0.8 %}","Next":"Each"}],"Default":"No"},
        "No":{"Type":"Fail"},
        "Each":{"Type":"Map","Items":"{% $states.input.rows %}","ItemProcessor":{"StartAt":"P","States":{
            "P":{"Type":"Pass","Output":"{% $states.input.id & '!' %}","End":true}}},"End":true}}}"#,
    );
    assert_eq!(to_json(&output), r#"["row-1!","row-2!"]"#);
}

#[test]
fn a_distributed_map_finds_an_object_to_read() {
    let output = output(
        r#"{"StartAt":"M","States":{"M":{"Type":"Map","Label":"M","ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
            "ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"},"Parameters":{"Bucket.$":"$.bucket","Key.$":"$.file"}},
            "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"P","States":{
                "P":{"Type":"Pass","Parameters":{"name.$":"$.customer"},"End":true}}},"End":true}}}"#,
    );
    assert_eq!(output.as_array().map(|items| items.len()), Some(3));
}

#[test]
fn tokens_and_activities_wait_for_somebody() {
    let simulation = run(
        r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters":{"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token","o.$":"$.order"}},"End":true}}}"#,
    );
    assert_eq!(simulation.execution().status(), ExecutionStatus::Running);
    assert_eq!(simulation.waiting().count(), 1);
}

#[test]
fn the_analysis_ends_on_anything() {
    // A value that every state copies twice, loops in loops, deep conditions, long paths.
    let copy = |at: usize| {
        let next = (at + 1) % 200;
        format!(
            r#""S{at}":{{"Type":"Pass","Parameters":{{"a.$":"$","b.$":"$","c.$":"$.a.b.a"}},"Next":"S{next}"}}"#
        )
    };
    let copies: Vec<String> = (0..200).map(copy).collect();
    let copies = format!(r#"{{"StartAt":"S0","States":{{{}}}}}"#, copies.join(","));
    let mut nested = r#"{"StartAt":"P","States":{"P":{"Type":"Pass","Next":"P"}}}"#.to_owned();
    for at in 0..60 {
        let map =
            format!(r#"{{"Type":"Map","ItemsPath":"$.a[0].b","ItemProcessor":{nested},"Next":"M{at}"}}"#);
        nested = format!(r#"{{"StartAt":"M{at}","States":{{"M{at}":{map}}}}}"#);
    }
    let mut condition = r#"{"Variable":"$.x","IsPresent":true}"#.to_owned();
    for _ in 0..300 {
        condition = format!(r#"{{"Not":{condition}}}"#);
    }
    let rule = format!(r#"{},"Next":"C"}}"#, &condition[..condition.len() - 1]);
    let choice =
        format!(r#"{{"StartAt":"C","States":{{"C":{{"Type":"Choice","Choices":[{rule}],"Default":"C"}}}}}}"#);
    let path = "a.".repeat(20_000) + "a";
    let path =
        format!(r#"{{"StartAt":"P","States":{{"P":{{"Type":"Pass","InputPath":"$.{path}","End":true}}}}}}"#);
    // Lists in lists, texts in texts, an item far away, ten thousand states that each read something.
    let lists = passes(1, |_| format!(r#""InputPath":"$.{}""#, vec!["a[15]"; 30].join(".")));
    let texts = passes(40, |_| r#""Parameters":{"x.$":"States.StringToJson($.x)"}"#.to_owned());
    let far = passes(1, |_| r#""InputPath":"$.a[999999999]""#.to_owned());
    let many =
        passes(10_000, |at| format!(r#""Parameters":{{"x.$":"$.member{at}.a"}},"ResultPath":"$.made{at}""#));
    // Each of many Choices asks of many branches whether they lead on.
    let rule = |at: usize, next: usize| {
        format!(r#"{{"Variable":"$.a{at}","NumericEquals":{next},"Next":"S{}"}}"#, (at + next).min(1500))
    };
    let rules = |at: usize| (0..8).map(|next| rule(at, next)).collect::<Vec<_>>().join(",");
    let ways = passes(1_500, |at| format!(r#""Choices":[{}],"Default":"S{}""#, rules(at), at + 1));
    let ways = ways.replace(r#""Type":"Pass""#, r#""Type":"Choice""#);
    for text in [copies, nested, choice, path, lists, texts, far, many, ways, String::new(), "[]".to_owned()]
    {
        let input = to_json(&sample_input(&parse_definition(&text).machine));
        assert!(input.len() < 256 * 1024, "{} in {}", input.len(), &text[..text.len().min(90)]);
    }
}

/// A row of Pass states with these fields.
fn passes(count: usize, fields: impl Fn(usize) -> String) -> String {
    let state = |at: usize| format!(r#""S{at}":{{"Type":"Pass",{},"Next":"S{}"}}"#, fields(at), at + 1);
    let states: Vec<String> = (0..count).map(state).collect();
    format!(r#"{{"StartAt":"S0","States":{{{},"S{count}":{{"Type":"Succeed"}}}}}}"#, states.join(","))
}

#[test]
fn an_input_is_made_of_what_is_read() {
    let input = |definition: &str| to_json(&sample_input(&parse_definition(definition).machine));
    assert_eq!(input(&passes(2, |_| r#""Result":1"#.to_owned())), "{}");
    assert_eq!(input("no definition"), "{}");
    let read = passes(2, |at| format!(r#""InputPath":"$.{}","ResultPath":null"#, ["order.id", "tags"][at]));
    assert_eq!(input(&read), r#"{"order":{"id":"order-1"},"tags":["sample tag 1","sample tag 2"]}"#);
    let names = passes(1, |_| r#""InputPath":"$.files[*]['name', 'bucket']""#.to_owned());
    let file = |at: usize| format!(r#"{{"name":"object-{at}.json","bucket":"sample-bucket"}}"#);
    assert_eq!(input(&names), format!(r#"{{"files":[{},{}]}}"#, file(1), file(2)));
    let split = |index: usize| {
        passes(1, |_| {
            format!(
                r#""Parameters":{{"x.$":"States.ArrayGetItem(States.StringSplit($.key, '/'), {index})"}}"#
            )
        })
    };
    assert_eq!(input(&split(1)), r#"{"key":"sample/object-1.json"}"#);
    assert_eq!(input(&split(3)), r#"{"key":"sample/part-2/part-3/object-1.json"}"#);
}

#[test]
fn equal_calls_get_equal_samples() {
    let definition = r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sns:publish",
        "Parameters":{"TopicArn":"t","Message":"m"},"End":true}}}"#;
    assert_eq!(to_json(&output(definition)), to_json(&output(definition)));
}
