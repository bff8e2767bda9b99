//! The shapes of inputs and options.

/// The shape that a value must have.
#[derive(Debug)]
pub enum Shape {
    /// Any value; other code checks it.
    Any,
    /// A string of `min` to `max` characters.
    Text {
        /// Minimum length in characters.
        min: u32,
        /// Maximum length in characters.
        max: u32,
    },
    /// A string of `min` to `max` characters that no message may quote.
    Private {
        /// Minimum length in characters.
        min: u32,
        /// Maximum length in characters.
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
        /// Minimum.
        min: u32,
        /// Maximum.
        max: u32,
    },
    /// `true` or `false`.
    Boolean,
    /// A function.
    Function,
    /// A function, or a value of this shape.
    FunctionOr(&'static Shape),
    /// An object whose members are all strings that are not empty.
    Strings {
        /// Maximum number of members.
        max: u32,
    },
    /// A value of a shape with a description of its own.
    Described {
        /// Its shape.
        shape: &'static Shape,
        /// The description in messages.
        words: &'static str,
        /// Whether messages quote it.
        quoting: Quoting,
    },
    /// An `AbortSignal`, or an object with the same members.
    Signal,
    /// A timestamp: a `Date`, milliseconds since the epoch, or an RFC 3339 text.
    Instant,
    /// A list of values of one shape.
    List {
        /// The shape of every item.
        of: &'static Shape,
        /// Minimum number of items.
        min: u32,
        /// Maximum number of items.
        max: u32,
    },
    /// An object with these members and no others.
    Structure(&'static [Member]),
    /// An object with these members; others are ignored.
    Open(&'static [Member]),
}

/// The form of a string.
#[derive(Debug)]
pub struct Pattern {
    /// Minimum length in characters.
    pub min: u32,
    /// Maximum length in characters.
    pub max: u32,
    /// Whether a string of that length has the form.
    pub accepts: fn(&str) -> bool,
    /// The description in messages, without the length.
    pub words: &'static str,
}

/// Whether messages quote a value that does not have its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Yes.
    Quoted,
    /// No: the value could be a secret.
    Unquoted,
}

/// The rules for a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Never sent: at least one character, without white space.
    Password,
    /// Goes into a header verbatim: visible ASCII, at least one character.
    Key,
    /// Goes into a header verbatim: visible ASCII; the empty text means no value.
    Token,
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// Its name, as AWS spells it.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// Whether it is required.
    pub required: bool,
}

/// A required member.
pub const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: true }
}

/// An optional member.
pub const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: false }
}

/// A string of any length.
pub const TEXT: Shape = Shape::Text { min: 0, max: u32::MAX };

/// A string of at least one character.
pub const NON_EMPTY_TEXT: Shape = Shape::Text { min: 1, max: u32::MAX };

/// The token of a page.
pub const NEXT_TOKEN: Member = optional("NextToken", TEXT);

/// The maximum number of items on a page.
pub const fn max_results(min: u32, max: u32) -> Member {
    optional("MaxResults", Shape::Integer { min, max })
}
