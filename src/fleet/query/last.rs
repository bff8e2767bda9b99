//! The last answer about a set of rows.

use std::rc::Rc;

use super::filter::Bits;

/// What was last made of a set of rows, for the next page of the same table.
#[derive(Debug)]
pub(in crate::fleet) struct Last<T> {
    version: u32,
    epoch: u32,
    rows: Bits,
    made: Rc<T>,
}

impl<T> Last<T> {
    /// What was made of rows, of the data of a version and by the rules of an epoch.
    pub(in crate::fleet::query) fn new(
        (version, epoch): (u32, u32),
        rows: &[u64],
        made: &Rc<T>,
    ) -> Self {
        Self { version, epoch, rows: rows.to_vec(), made: Rc::clone(made) }
    }

    /// The same again, if it was made of these rows.
    pub(in crate::fleet::query) fn of(
        &self,
        (version, epoch): (u32, u32),
        rows: &[u64],
    ) -> Option<Rc<T>> {
        let is_same = (self.version, self.epoch) == (version, epoch) && self.rows == rows;
        is_same.then(|| Rc::clone(&self.made))
    }
}
