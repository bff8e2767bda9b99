//! Paginators.

use futures_util::{StreamExt as _, TryStreamExt as _};
use patchlens::fetch::{Page, PageOptions};
use serde_json::{Value, json};

use crate::Test;
use crate::check::{Outcome, equal, holds, unexpected};
use crate::world::World;

const LIST: &str = "DescribeInstancePatches";

pub(crate) const TESTS: &[Test] = &[
    ("a stream of pages has every item once", |it| Box::pin(lists(it))),
    ("a resume token continues where the stream has stopped", |it| Box::pin(resumes(it))),
    ("a repeated token ends the stream with an error", |it| Box::pin(ends(it))),
];

fn input(world: &World) -> Value {
    json!({ "InstanceId": world.description["nodeId"] })
}

/// The ids of the patches, in order.
fn ids<'a>(patches: impl IntoIterator<Item = &'a Value>) -> Vec<&'a Value> {
    patches.into_iter().map(|patch| &patch["Title"]).collect()
}

fn known(world: &World) -> Vec<&Value> {
    ids(world.description["patches"].as_array().into_iter().flatten())
}

async fn lists(world: &World) -> Outcome {
    let options = PageOptions { page_size: Some(10), ..PageOptions::default() };
    let client = world.client("plain")?;
    let mut stream = client.paginate(LIST, input(world), options).map_err(unexpected)?;
    let mut pages: Vec<Page> = Vec::new();
    while let Some(page) = stream.try_next().await.map_err(unexpected)? {
        pages.push(page);
    }
    holds(pages.len() > 1, "there is one page only")?;
    equal(ids(pages.iter().flat_map(|page| &page.items)), known(world))?;
    equal(stream.resume_token(), None)
}

async fn resumes(world: &World) -> Outcome {
    let client = world.client("plain")?;
    let options =
        PageOptions { page_size: Some(10), max_items: Some(13), ..PageOptions::default() };
    let mut first = client.paginate(LIST, input(world), options).map_err(unexpected)?;
    let mut pages: Vec<Page> = first.by_ref().try_collect().await.map_err(unexpected)?;
    let starting_token = first.resume_token();
    holds(starting_token.is_some(), "there is no resume token")?;
    let options = PageOptions { starting_token, ..PageOptions::default() };
    let rest = client.paginate(LIST, input(world), options).map_err(unexpected)?;
    pages.extend(rest.try_collect::<Vec<Page>>().await.map_err(unexpected)?);
    equal(ids(pages.iter().flat_map(|page| &page.items)), known(world))
}

async fn ends(world: &World) -> Outcome {
    let client = world.client("repeated-token")?;
    let options = PageOptions { page_size: Some(10), ..PageOptions::default() };
    let stream = client.paginate(LIST, input(world), options).map_err(unexpected)?;
    let results: Vec<_> = stream.collect().await;
    let codes: Vec<_> = results.iter().filter_map(|it| it.as_ref().err()).collect();
    equal(codes.iter().map(|it| it.failure.error.code()).collect::<Vec<_>>(), ["repeated-token"])?;
    holds(results.last().is_some_and(Result::is_err), "a page follows the error")
}
