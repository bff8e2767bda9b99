//! `MaxResults` where the service takes less than its documentation says.

use std::cell::Cell;
use std::rc::Rc;

use crate::ssm::error_response::ErrorResponse;
use crate::text::{find, join};

/// The most that every listing takes.
const ACCEPTED: &str = "50";
/// Comes after every text that begins with that and goes on as JSON does.
const ACCEPTED_AND_MORE: &str = "50~";

const MEMBER: &str = "\"MaxResults\":";

/// Whether the service has refused a larger `MaxResults`; shared by the calls of a listing, so that
/// only the first of them finds out.
#[derive(Debug, Clone, Default)]
pub struct PageLimit(Rc<Cell<bool>>);

impl PageLimit {
    /// Lowers the `MaxResults` in `body`, if that has to be.
    pub(super) fn apply(&self, body: &mut String) {
        if self.0.get() {
            lower(body);
        }
    }

    /// Lowers the `MaxResults` in `body`, for the other calls as well; returns whether there is another
    /// body to send now.
    pub(super) fn lower(&self, body: &mut String) -> bool {
        let is_lowered = lower(body).is_some();
        self.0.set(is_lowered || self.0.get());
        is_lowered
    }
}

/// Whether the service has refused the `MaxResults` of a request.
pub(super) fn is_about_page_size(error_response: &ErrorResponse) -> bool {
    error_response.code.as_deref() == Some("ValidationException")
        && find(&error_response.message, "axResults").is_some()
}

/// Lowers the `MaxResults` in the text of a JSON object to 50, if it has a larger one. Within a
/// string, the quotes would not be bare.
fn lower(body: &mut String) -> Option<()> {
    let start = find(body, MEMBER)? + MEMBER.len();
    let rest = body.get(start..)?;
    let length = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
    if length < 2 || (length == 2 && rest <= ACCEPTED_AND_MORE) {
        return None;
    }
    *body = join(&[body.get(..start)?, ACCEPTED, rest.get(length..)?]);
    Some(())
}
