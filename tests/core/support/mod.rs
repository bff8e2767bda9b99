//! Shared support of the tests.

pub(crate) mod arbitrary;
pub(crate) mod deviations;
pub(crate) mod http_date;
pub(crate) mod model;
pub(crate) mod scenario;
pub(crate) mod value;
