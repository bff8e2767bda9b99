use futures_util::{StreamExt as _, TryStreamExt as _};
use patchlens::fetch::{Error, Page, PageOptions, Pages};
use serde_json::{Value, json};

use super::transport::{Reply, Script, block_on, reply};

fn page(items: &[u32], token: Option<&str>) -> Reply {
    reply(200, &json!({ "Mappings": items, "NextToken": token }).to_string())
}

fn pages(script: &Script, input: Value, options: PageOptions) -> Pages {
    script.client().paginate("DescribePatchGroups", input, options).unwrap()
}

fn items(pages: &[Page]) -> Vec<Value> {
    pages.iter().flat_map(|page| page.items.clone()).collect()
}

#[test]
fn pages_end_with_an_empty_token() {
    let script =
        Script::new([page(&[1, 2], Some("a")), page(&[], Some("b")), page(&[3], Some(""))]);
    let all: Vec<Page> =
        block_on(pages(&script, json!({}), PageOptions::default()).try_collect()).unwrap();
    assert_eq!(items(&all), [1, 2, 3]);
    let tokens: Vec<_> = script.sent().iter().map(|it| it.body["NextToken"].clone()).collect();
    assert_eq!(tokens, [Value::Null, json!("a"), json!("b")]);
}

#[test]
fn repeated_token_ends_the_stream_with_an_error() {
    let script = Script::new([page(&[1], Some("a")), page(&[2], Some("a"))]);
    let stream = pages(&script, json!({}), PageOptions::default());
    let all: Vec<Result<Page, Error>> = block_on(stream.collect());
    let [Ok(_), Ok(_), Err(error)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(error.failure.error.code(), "repeated-token");
}

#[test]
fn failed_page_ends_the_stream() {
    let script = Script::new([page(&[1], Some("a")), reply(400, r#"{"__type":"AccessDenied"}"#)]);
    let stream = pages(&script, json!({}), PageOptions::default());
    let all: Vec<Result<Page, Error>> = block_on(stream.collect());
    assert!(matches!(&all[..], [Ok(_), Err(_)]), "{all:?}");
}

#[test]
fn resume_token_continues_within_a_page() {
    let script = Script::new([page(&[1, 2, 3], Some("a")), page(&[1, 2, 3], None)]);
    let options = PageOptions { max_items: Some(2), ..PageOptions::default() };
    let mut stream = pages(&script, json!({}), options);
    assert_eq!(block_on(stream.try_next()).unwrap().unwrap().items, [1, 2]);
    assert!(block_on(stream.try_next()).unwrap().is_none());
    let starting_token = stream.resume_token();
    let options = PageOptions { starting_token, ..PageOptions::default() };
    let rest: Vec<Page> = block_on(pages(&script, json!({}), options).try_collect()).unwrap();
    assert_eq!(items(&rest), [3]);
}

#[test]
fn later_pages_keep_the_size_that_the_service_accepts() {
    let refused = r#"{"__type":"ValidationException","message":"MaxResults: too large"}"#;
    let script = Script::new([reply(400, refused), page(&[1], Some("a")), page(&[2], None)]);
    let options = PageOptions { page_size: Some(100), ..PageOptions::default() };
    let all: Vec<Page> = block_on(pages(&script, json!({}), options).try_collect()).unwrap();
    assert_eq!(items(&all), [1, 2]);
    let sizes: Vec<_> = script.sent().iter().map(|it| it.body["MaxResults"].clone()).collect();
    assert_eq!(sizes, [100, 50, 50]);
}
