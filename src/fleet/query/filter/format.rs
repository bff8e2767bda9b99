//! Filters as text, for URLs and command lines.

use super::error::FilterError;
use super::parse::needs_quotes;
use super::token::{Filter, Operation, Token};

impl Filter {
    /// The text form, which [`Filter::parse`] reads. Fails on a token without values.
    pub fn format(&self) -> Result<String, FilterError> {
        let separator = match self.operation {
            Operation::And => " ",
            Operation::Or => " | ",
        };
        let mut items = self.tokens.iter().map(token).collect::<Result<Vec<_>, _>>()?;
        let text = self.text.as_deref().filter(|it| !it.is_empty());
        items.extend(text.map(name));
        Ok(items.join(separator))
    }
}

fn token(token: &Token) -> Result<String, FilterError> {
    let Token { property, operator, values } = token;
    if values.is_empty() {
        return Err(FilterError::NoValue { property: property.clone() });
    }
    let mut values: Vec<String> = values.iter().map(|it| value(it)).collect();
    // `a<"=b"`: without quotes that would read as `a<=b`.
    let is_open = operator == "<" || operator == ">";
    if let Some(first) = values.first_mut().filter(|it| is_open && it.starts_with('=')) {
        *first = quoted(first);
    }
    Ok(format!("{}{operator}{}", name(property), values.join(",")))
}

/// A property or a word of free text, which must not look like a condition.
fn name(text: &str) -> String {
    let is_special = |it: char| needs_quotes(it) || matches!(it, '=' | '!' | ':' | '^' | '<' | '>');
    if text.contains(is_special) { quoted(text) } else { String::from(text) }
}

fn value(text: &str) -> String {
    let is_bare = !text.is_empty() && !text.contains(needs_quotes);
    if is_bare { String::from(text) } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    ["\"", &text.replace('"', "\"\""), "\""].concat()
}
