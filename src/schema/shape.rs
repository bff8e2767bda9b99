//! The shapes of what comes from outside: inputs and options.

/// What a value must be.
#[derive(Debug)]
pub enum Shape {
    /// Anything; what it must be is checked elsewhere.
    Any,
    /// A string of `min` to `max` characters.
    Text {
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A string of `min` to `max` characters that no message may quote.
    Private {
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A string of this form.
    Matching(&'static Pattern),
    /// A credential, which no message may quote.
    Secret(Secrecy),
    /// The id of a managed node: `i-` and 8 or 17 word characters, or `mi-` and 17.
    NodeId,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Integer {
        /// Smallest value.
        min: u32,
        /// Largest value.
        max: u32,
    },
    /// `true` or `false`.
    Boolean,
    /// A function.
    Function,
    /// A function, or a value of this shape.
    FunctionOr(&'static Shape),
    /// An object of which every member is a string, none of them empty.
    Strings {
        /// Most members.
        max: u32,
    },
    /// A value of this shape, which messages describe in other words.
    Described {
        /// Its shape.
        shape: &'static Shape,
        /// What it is, in words.
        words: &'static str,
        /// Whether messages quote it.
        quoting: Quoting,
    },
    /// An `AbortSignal`, or what can stand in for one.
    Signal,
    /// A point in time: a `Date`, milliseconds since the epoch, or an RFC 3339 text.
    Instant,
    /// A list of values of one shape.
    List {
        /// The shape of every item.
        of: &'static Shape,
        /// Fewest items.
        min: u32,
        /// Most items.
        max: u32,
    },
    /// An object with these members and no others.
    Structure(&'static [Member]),
    /// An object with these members, and maybe others that are not looked at.
    Open(&'static [Member]),
}

/// The form of a string.
#[derive(Debug)]
pub struct Pattern {
    /// Fewest characters.
    pub min: u32,
    /// Most characters.
    pub max: u32,
    /// Whether a string of that length has the form.
    pub accepts: fn(&str) -> bool,
    /// What has the form, in words, to which a message adds the length.
    pub words: &'static str,
}

/// Whether messages quote a value that does not have its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// They do.
    Quoted,
    /// They do not: it could be a secret.
    Unquoted,
}

/// What is known of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Never sent: at least one character, and nothing blank within.
    Password,
    /// Goes into a header verbatim: visible ASCII, at least one character.
    Key,
    /// Goes into a header verbatim: visible ASCII; the empty text stands for none.
    Token,
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// Its name, as AWS spells it.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
}

/// A member that must be there.
pub const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: true }
}

/// A member that may be left out.
pub const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: false }
}

/// A string of any length.
pub const TEXT: Shape = Shape::Text { min: 0, max: u32::MAX };

/// A string of at least one character.
pub const NON_EMPTY_TEXT: Shape = Shape::Text { min: 1, max: u32::MAX };

/// The token of a page.
pub const NEXT_TOKEN: Member = optional("NextToken", TEXT);

/// The most items a page may have.
pub const fn max_results(min: u32, max: u32) -> Member {
    optional("MaxResults", Shape::Integer { min, max })
}
