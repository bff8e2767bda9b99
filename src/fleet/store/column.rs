//! Columns of numbers in blocks that never move.

/// Numbers in a block. A run of numbers that belong together never crosses a block.
pub const BLOCK: usize = 1 << 16;
/// Records in a block: the last block is half empty on average.
const RECORDS: usize = 1 << 12;

/// A growing list in blocks, so that growing copies nothing: WebAssembly memory never shrinks, and a
/// copy would leave a hole as large as the column.
#[derive(Debug, Clone)]
pub struct Column<T> {
    blocks: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Column<T> {
    /// Values in a block.
    const BLOCK: usize = if size_of::<T>() > 8 { RECORDS } else { BLOCK };
    const SHIFT: u32 = Self::BLOCK.trailing_zeros();

    /// How many values there are, padding included.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<T> {
        self.blocks.get(at >> Self::SHIFT)?.get(at & (Self::BLOCK - 1)).copied()
    }

    /// The value at a place, to change it.
    #[inline]
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.blocks.get_mut(at >> Self::SHIFT)?.get_mut(at & (Self::BLOCK - 1))
    }

    /// Adds a value at the end.
    #[inline]
    pub fn push(&mut self, value: T) {
        let has_room = self.blocks.last().is_some_and(|block| block.len() < Self::BLOCK);
        if !has_room {
            // The first block grows as it must: most fleets are small.
            let room = if self.blocks.is_empty() { 0 } else { Self::BLOCK };
            self.blocks.push(Vec::with_capacity(room));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(value);
            self.len += 1;
        }
    }

    /// Adds a run of `values`, after [`Self::start_run`] with their number.
    pub fn push_run(&mut self, mut values: impl ExactSizeIterator<Item = T>) {
        let count = values.len();
        if let Some(first) = values.next() {
            self.push(first);
            if let Some(block) = self.blocks.last_mut() {
                block.extend(values);
                self.len += count - 1;
            }
        }
    }

    /// Fills the last block up with `padding` if `count` more values would not fit, and returns the
    /// place of the next value. `count` must not be more than fits into a block.
    pub fn start_run(&mut self, count: usize, padding: T) -> usize {
        let used = self.len & (Self::BLOCK - 1);
        if used > 0 && used + count > Self::BLOCK {
            (used..Self::BLOCK).for_each(|_| self.push(padding));
        }
        self.len
    }

    /// The values of a run; empty if there is no such run.
    #[inline]
    pub fn run(&self, at: usize, count: usize) -> &[T] {
        let from = at & (Self::BLOCK - 1);
        self.blocks
            .get(at >> Self::SHIFT)
            .and_then(|block| block.get(from..from + count))
            .unwrap_or_default()
    }

    /// The values of a run, to change them.
    pub fn run_mut(&mut self, at: usize, count: usize) -> &mut [T] {
        let from = at & (Self::BLOCK - 1);
        self.blocks
            .get_mut(at >> Self::SHIFT)
            .and_then(|block| block.get_mut(from..from + count))
            .unwrap_or_default()
    }

    /// All values, block by block; every block but the last is full.
    pub fn blocks(&self) -> &[Vec<T>] {
        &self.blocks
    }

    /// Removes all values and keeps the memory of the first block.
    pub fn clear(&mut self) {
        self.blocks.truncate(1);
        self.blocks.iter_mut().for_each(Vec::clear);
        self.len = 0;
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }
}
