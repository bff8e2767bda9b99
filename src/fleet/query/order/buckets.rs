//! How many buckets the keys of rows are put into.

pub(super) const BUCKET_BITS: u32 = 14;
pub(super) const BUCKETS: usize = 1 << BUCKET_BITS;
pub(super) const BUCKET_SHIFT: u32 = u64::BITS - BUCKET_BITS;
