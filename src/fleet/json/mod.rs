//! A reader of JSON text that makes no values: a page becomes a table of places in its text.
//!
//! It is **not** a general decoder. It knows the form of the service's outputs: an object with a list
//! of objects, of which each has the same members. The bytes between their values are learned and
//! compared whole, see [`Templates`]; whatever differs goes through [`Reader`], which takes any JSON.
//!
//! A member that is `null` is absent; of a member that comes twice the last one counts.

mod between;
mod escape;
mod list;
mod nested;
mod reader;
mod scan;
mod span;
mod template;

pub(crate) use list::{List, Shape, read_list};
pub(crate) use reader::{Broken, Reader};
pub(crate) use span::Span;
pub(crate) use template::Templates;
