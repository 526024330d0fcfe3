//! Links that were given out stay readable, and every real definition comes back from its link.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::path::{Path, PathBuf};

use asl_insight::share_link::{LinkError, Scene, View, decode, encode};
use asl_json::parse;

const DEFINITION: &str = r#"{
  "Comment": "注文を処理する",
  "StartAt": "Charge",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Retry": [{ "ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2 }],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}"#;

fn scene() -> Scene {
    Scene {
        title: Some("Order flow".to_owned()),
        definition: DEFINITION.to_owned(),
        input: Some(r#"{ "total": 12.50 }"#.to_owned()),
        mocks: Some(r#"{ "Charge": [{ "throw": { "error": "Declined" } }, { "return": {} }] }"#.to_owned()),
        test_cases: Some("[]".to_owned()),
        config: Some(r#"{ "type": "EXPRESS" }"#.to_owned()),
        view: View { state: Some("Charge".to_owned()), cursor: Some(7) },
    }
}

/// Links of version 1. They are in people's mails and pages: a line is never changed.
const GIVEN_OUT: [(&str, bool); 2] = [
    (
        "1.mA7qAuRz86sOWJEtrBjIzufrqo7EokiSHuhOfnmxAqZcYUKxvaOEwqkv7Ue-Lk5lDVTbQC3vtkj4H4QNBxrVVolgo43YLXdfn0B_RF4qebsIxxYjlD8NpdQon45WzGFiWhho9yvR",
        false,
    ),
    (
        "1.3YLGA2eSgj3KPRWH0XHT2te24x1csxH5j-LTpjCHIJzjQYZDbBpblQk5OU717kfU0YPlYTsvnS6IxS0dV943lK_zkApGl126IzZ9yOQ4VUJCMQXgwwuvUsyztltzBHvoXRarVrfa_nwSicu5dYL3ig15ZG2JVurq-Jv6dYvE-Idjo6DT8zpQmp2gR6odV45zs40ZhcpeJG7VE-vIoj7YXVBcm0d3kLr_VD3yojhayMjMvf9xYp6EBBZOJ6A",
        true,
    ),
];

#[test]
fn links_that_were_given_out_stay_readable() {
    for (link, kept) in GIVEN_OUT {
        let read = decode(link).expect("a link of version 1");
        assert_eq!(read.title, scene().title);
        assert_eq!(read.view, scene().view);
        let value = |text: &str| parse(text).root.to_value();
        for (old, new) in [
            (Some(read.definition.clone()), Some(scene().definition)),
            (read.input.clone(), scene().input),
            (read.mocks.clone(), scene().mocks),
            (read.test_cases.clone(), scene().test_cases),
            (read.config.clone(), scene().config),
        ] {
            assert_eq!(old.as_deref().map(value), new.as_deref().map(value));
        }
        if kept {
            assert_eq!(read, scene());
        }
        // The writer of a version never changes either: equal scenes, equal links.
        assert_eq!(encode(&scene(), kept).expect("a link"), link);
    }
}

#[test]
fn a_link_is_found_in_what_people_paste() {
    let link = encode(&scene(), true).expect("a link");
    for text in [
        link.clone(),
        format!("#/w/{link}"),
        format!(" https://example.org/play/#/w/{link} \n"),
        format!("https://example.org/#/w/{link}?view=graph&state=Charge"),
        format!("(https://example.org/#/w/{link})."),
    ] {
        assert_eq!(decode(&text), Ok(scene()), "{text}");
    }
}

#[test]
fn what_is_no_good_link_is_told_apart() {
    let link = encode(&scene(), false).expect("a link");
    for (text, error) in [
        (String::new(), LinkError::NotALink),
        ("hello".to_owned(), LinkError::NotALink),
        ("https://example.org/".to_owned(), LinkError::NotALink),
        ("0.abc".to_owned(), LinkError::NotALink),
        ("x.abc".to_owned(), LinkError::NotALink),
        ("99999999999.abc".to_owned(), LinkError::NotALink),
        ("2.abc".to_owned(), LinkError::NewerVersion(2)),
        ("#/w/17.A".to_owned(), LinkError::NewerVersion(17)),
        ("1.A".to_owned(), LinkError::Damaged),
        ("1.AAAA".to_owned(), LinkError::Damaged),
        ("1.é".to_owned(), LinkError::Damaged),
        (link[..link.len() / 2].to_owned(), LinkError::Damaged),
        (link.replacen("1.", "1.x", 1), LinkError::Damaged),
        ("1.AAD_____Bw".to_owned(), LinkError::TooLarge),
    ] {
        assert_eq!(decode(&text), Err(error), "{text}");
    }
}

fn definitions(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            definitions(&path, found);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            found.push(path);
        }
    }
}

#[test]
fn real_definitions_come_back() {
    let folder = Path::new("../../../shared/corpus/real-world");
    let mut files = Vec::new();
    definitions(folder, &mut files);
    if files.is_empty() {
        println!("corpus not found, real definitions are skipped");
        return;
    }
    for file in files {
        let definition = std::fs::read_to_string(&file).expect("a text");
        let scene = Scene { definition, ..Scene::default() };
        let kept = decode(&encode(&scene, true).expect("a link"));
        assert!(kept.as_ref() == Ok(&scene), "{} is another text", file.display());
        let short = decode(&encode(&scene, false).expect("a link")).expect("a scene");
        let (old, new) = (parse(&scene.definition), parse(&short.definition));
        assert!(old.root.to_value() == new.root.to_value(), "{} is another value", file.display());
    }
}
