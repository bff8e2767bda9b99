use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Waker};

use futures_core::Stream as _;
use patchlens::fetch::PageOptions;
use serde_json::json;

use super::transport::{Reply, Script};

#[test]
fn dropped_call_aborts_its_request() {
    let script = Script::new([Reply::Hang]).stopped();
    let client = script.client();
    let mut context = Context::from_waker(Waker::noop());
    {
        let mut call = pin!(client.call("DescribePatchGroups", json!({})));
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert_eq!((script.sent().len(), script.aborted()), (1, 0));
    }
    assert_eq!(script.aborted(), 1);
}

#[test]
fn dropped_stream_aborts_its_request() {
    let script = Script::new([Reply::Hang]).stopped();
    let client = script.client();
    let mut context = Context::from_waker(Waker::noop());
    let options = PageOptions::default();
    let mut pages = Box::pin(client.paginate("DescribePatchGroups", json!({}), options).unwrap());
    assert!(pages.as_mut().poll_next(&mut context).is_pending());
    assert_eq!(script.aborted(), 0);
    drop(pages);
    assert_eq!(script.aborted(), 1);
}
