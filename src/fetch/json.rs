//! The trait [`Value`] on `serde_json`.

use serde_json::Value as Node;

use crate::value::{Value, ValueKind};

/// How many characters of a value a message shows.
const QUOTE: usize = 80;

/// A JSON value.
#[derive(Debug, Clone)]
pub(super) struct Json(pub(super) Node);

impl Value for Json {
    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    fn kind(&self) -> ValueKind {
        match &self.0 {
            Node::Null => ValueKind::Null,
            Node::Bool(_) => ValueKind::Boolean,
            Node::Number(_) => ValueKind::Number,
            Node::String(_) => ValueKind::String,
            Node::Array(_) => ValueKind::Array,
            Node::Object(_) => ValueKind::Object,
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(Into::into)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn boolean(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn quote(&self) -> String {
        let text = match &self.0 {
            // Their members can be secrets.
            Node::Array(_) => return "an array".into(),
            Node::Object(_) => return "an object".into(),
            node => node.to_string(),
        };
        match text.char_indices().nth(QUOTE) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    fn length(&self) -> Option<usize> {
        self.0.as_array().map(Vec::len)
    }

    fn item(&self, index: usize) -> Option<Self> {
        self.0.as_array()?.get(index).cloned().map(Self)
    }

    fn member(&self, name: &'static str) -> Option<Self> {
        self.get(name)
    }

    fn get(&self, name: &str) -> Option<Self> {
        let value = self.0.as_object()?.get(name)?;
        (!value.is_null()).then(|| Self(value.clone()))
    }

    fn names(&self) -> Vec<String> {
        self.0.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default()
    }
}
