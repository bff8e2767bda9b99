//! Lines of JSON.

use std::fmt::Write;

use super::super::query::Tags;
use serde::Serialize;

/// A value that is JSON already, as the member of an object that another member may precede.
pub(super) fn push_member(out: &mut String, name: &str, value: impl FnOnce(&mut String)) {
    out.push(',');
    // The members of rows need no escapes; only names of the user's columns do.
    if name.starts_with("tag.") {
        push(out, name);
    } else {
        out.push('"');
        out.push_str(name);
        out.push('"');
    }
    out.push(':');
    value(out);
}

/// A text, or a list of texts.
pub(super) fn push<T: Serialize + ?Sized>(out: &mut String, value: &T) {
    // Texts and lists of texts can always be written.
    let json = serde_json::to_string(value).unwrap_or_else(|_| String::from("null"));
    let _ = out.write_str(&json);
}

/// The attributes as the member `tags`.
pub(super) fn push_tags(out: &mut String, tags: &Tags) {
    push_member(out, "tags", |out| push(out, tags));
}
