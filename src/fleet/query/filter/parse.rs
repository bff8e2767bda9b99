//! Filters from text: `verdict=non-compliant,stale tag.Owner=payments title:"open ssl"`.

use super::error::FilterError;
use super::token::{Filter, Operation, Token};
use crate::fleet::query::Table;

const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];
/// Longer ones first, so that `!=` is not read as a `=` behind a name that ends with `!`.
const OPERATORS: [&str; 10] = ["!=", "!:", "!^", "<=", ">=", "=", ":", "^", "<", ">"];

impl Filter {
    /// Reads a filter from its text form, and checks it.
    ///
    /// ```
    /// use patchlens::fleet::query::{Table, filter::Filter};
    ///
    /// let text = r#"verdict=non-compliant,stale title:"open ssl""#;
    /// let filter = Filter::parse(text, Table::Nodes).unwrap();
    /// assert_eq!(filter.tokens[1].values, ["open ssl"]);
    /// assert_eq!(filter.format().unwrap(), text);
    /// ```
    pub fn parse(text: &str, table: Table) -> Result<Self, FilterError> {
        let filter = Parser { text, rest: text }.filter()?;
        filter.compile(table)?;
        Ok(filter)
    }
}

/// What stands between two separators.
enum Item {
    Word(String),
    Token(Token),
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn filter(mut self) -> Result<Filter, FilterError> {
        let mut filter = Filter::default();
        let mut words = Vec::new();
        let (mut items, mut bars) = (0, 0);
        self.skip_spaces();
        while !self.rest.is_empty() {
            bars += usize::from(items > 0 && self.takes('|'));
            if bars > 0 && bars != items {
                return Err(self.error("spaces between all conditions, or bars between all"));
            }
            self.skip_spaces();
            match self.item()? {
                Item::Token(token) => filter.tokens.push(token),
                Item::Word(_) if bars > 0 && !words.is_empty() => {
                    return Err(self.error("one word of free text between bars"));
                }
                Item::Word(word) => words.push(word),
            }
            items += 1;
            self.skip_spaces();
        }
        if bars > 0 {
            filter.operation = Operation::Or;
        }
        filter.text = Some(words.join(" ")).filter(|it| !it.is_empty());
        Ok(filter)
    }

    fn item(&mut self) -> Result<Item, FilterError> {
        let is_quoted = self.rest.starts_with('"');
        let name = if is_quoted { self.quoted()? } else { self.bare_name() };
        let item = match starts_operator(self.rest) {
            Some(_) if name.is_empty() => return Err(self.error("a property before the operator")),
            Some(operator) => {
                self.rest = self.rest.strip_prefix(operator).unwrap_or_default();
                let values = self.values()?;
                Item::Token(Token { property: name, operator: String::from(operator), values })
            }
            None if name.is_empty() && !is_quoted => {
                return Err(self.error("a condition or a word"));
            }
            None => Item::Word(name),
        };
        let ends = self.rest.is_empty() || self.rest.starts_with(SPACES);
        if ends || self.rest.starts_with('|') {
            return Ok(item);
        }
        Err(self.error("a space, a bar or the end"))
    }

    fn values(&mut self) -> Result<Vec<String>, FilterError> {
        let mut values = vec![self.value()?];
        while self.takes(',') {
            values.push(self.value()?);
        }
        Ok(values)
    }

    fn value(&mut self) -> Result<String, FilterError> {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        Ok(String::from(self.until(|text| text.starts_with(needs_quotes))))
    }

    fn bare_name(&mut self) -> String {
        let ends = |text: &str| text.starts_with(needs_quotes) || starts_operator(text).is_some();
        String::from(self.until(ends))
    }

    /// A text in quotes; two stand for one.
    fn quoted(&mut self) -> Result<String, FilterError> {
        let mut value = String::new();
        self.takes('"');
        loop {
            value.push_str(self.until(|text| text.starts_with('"')));
            if !self.takes('"') {
                return Err(self.error("a closing quote"));
            }
            if !self.takes('"') {
                return Ok(value);
            }
            value.push('"');
        }
    }

    /// What stands before the first place that `ends` it.
    fn until(&mut self, ends: impl Fn(&str) -> bool) -> &'a str {
        let places = self.rest.char_indices().map(|(place, _)| place);
        let is_end = |place: &usize| self.rest.get(*place..).is_some_and(&ends);
        let end = places.into_iter().find(is_end).unwrap_or(self.rest.len());
        let (before, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        before
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(SPACES);
    }

    fn takes(&mut self, expected: char) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn error(&self, expected: &'static str) -> FilterError {
        let read = self.text.strip_suffix(self.rest).unwrap_or(self.text);
        FilterError::Syntax { position: read.encode_utf16().count(), expected }
    }
}

/// The operator at the beginning of a text.
fn starts_operator(text: &str) -> Option<&'static str> {
    OPERATORS.into_iter().find(|it| text.starts_with(it))
}

/// Whether a character ends a value that is not in quotes.
pub(super) fn needs_quotes(character: char) -> bool {
    SPACES.contains(&character) || [',', '"', '|'].contains(&character)
}
