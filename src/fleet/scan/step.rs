//! What a scan wants next.

use std::time::Duration;

/// The number of a request in flight.
pub type Ticket = u32;

/// What the driver does next.
#[derive(Debug, Clone, PartialEq)]
pub enum ScanStep {
    /// Send a request, then report by [`super::Scan::receive`] or [`super::Scan::fail`]. Ask for
    /// the next step at once: several requests are in flight.
    Send(Request),
    /// Nothing may be sent for so long, unless a request in flight returns before.
    Wait(Duration),
    /// Only the requests in flight can move the scan on.
    Idle,
    /// The scan has ended; requests that are still in flight are of no use.
    Done(End),
}

/// A request to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub ticket: Ticket,
    /// The place of its scope in [`super::ScanOptions::scopes`].
    pub scope: usize,
    /// The operation: `DescribeInstancePatches`.
    pub operation: &'static str,
    /// The JSON text of the input.
    pub input: String,
}

/// Why a scan has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// There is nothing left to read.
    Complete,
    /// `maxRequests` were sent.
    Requests,
    /// The deadline is over.
    Deadline,
    /// [`super::Scan::stop`] was called.
    Stopped,
}
