//! An output with a list of items.

use super::reader::{Broken, Reader};
use super::span::Span;
use super::template::Templates;

/// What an output looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// The member with the items.
    pub(crate) list: &'static str,
    /// The members of an item that are read.
    pub(crate) members: &'static [&'static str],
}

/// The items of an output, as a table of the members' values.
#[derive(Debug)]
pub(crate) struct List<'a> {
    /// The text of the output.
    pub(crate) text: Reader<'a>,
    /// The token of the next page; absent or empty on the last page.
    pub(crate) next_token: Span,
    /// How many items there are.
    pub(crate) items: u32,
    /// The values of each item, in the order of [`Shape::members`].
    pub(crate) values: Vec<Span>,
}

impl List<'_> {
    /// The items, of `N` members each.
    pub(crate) fn rows<const N: usize>(&self) -> &[[Span; N]] {
        self.values.as_chunks().0
    }
}

/// Reads an output. `values` is scratch memory.
pub(crate) fn read_list<'a>(
    body: &'a [u8],
    shape: Shape,
    templates: &mut Templates,
    values: Vec<Span>,
) -> Result<List<'a>, Broken> {
    let text = Reader::new(body)?;
    let mut list = List { text, next_token: Span::ABSENT, items: 0, values };
    let mut has_list = false;
    let mut more = list.text.open(b'{', b'}')?;
    while more {
        match list.text.name(&[shape.list, "NextToken"])? {
            0 => has_list = list.read_items(shape.members, templates)?,
            1 => list.next_token = list.text.value()?,
            _ => _ = list.text.value()?,
        }
        more = list.text.more(b'}')?;
    }
    list.text.end()?;
    if has_list { Ok(list) } else { Err(list.text.missing(shape.list)) }
}

impl List<'_> {
    /// Reads the list; returns `false` if it is `null`.
    fn read_items(&mut self, names: &[&str], templates: &mut Templates) -> Result<bool, Broken> {
        self.values.clear();
        self.items = 0;
        if self.text.peek() == b'n' {
            return self.text.value().map(|_| false);
        }
        let mut more = self.text.open(b'[', b']')?;
        while more {
            self.read_item(names, templates)?;
            more = self.text.more(b']')?;
        }
        Ok(true)
    }

    #[inline]
    fn read_item(&mut self, names: &[&str], templates: &mut Templates) -> Result<(), Broken> {
        let reader = &mut self.text;
        let before = self.values.len();
        self.values.resize(before + names.len(), Span::ABSENT);
        let row = self.values.get_mut(before..).unwrap_or_default();
        if reader.peek() == b'n' {
            reader.value()?;
            self.values.truncate(before);
            return Ok(());
        }
        self.items += 1;
        if templates.read(reader, row) { Ok(()) } else { templates.learn(reader, names, row) }
    }
}
