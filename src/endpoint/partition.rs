//! AWS's partitions.

/// Regions that share a domain.
pub(super) struct Partition {
    pub(super) first: bool,
    pub(super) gov: bool,
    pub(super) suffix: &'static str,
    pub(super) dualstack_suffix: &'static str,
}

/// The partitions but the first: the one name that does not look like its regions, what these begin
/// with, and the two suffixes. A text, since a list would bring an address and a length for each
/// word into the WebAssembly module.
const OTHERS: &str = "
    aws-cn-global cn- amazonaws.com.cn api.amazonwebservices.com.cn
    eusc-de- amazonaws.eu api.amazonwebservices.eu
    aws-iso-global us-iso- c2s.ic.gov api.aws.ic.gov
    aws-iso-b-global us-isob- sc2s.sgov.gov api.aws.scloud
    aws-iso-e-global eu-isoe- cloud.adc-e.uk api.cloud-aws.adc-e.uk
    aws-iso-f-global us-isof- csp.hci.ic.gov api.aws.hci.ic.gov
    aws-us-gov-global us-gov- amazonaws.com api.aws
";

const GOV: [&str; 2] = ["aws-us-gov-global", "us-gov-"];

impl Partition {
    /// The partition of `region`, a host label: the first, unless it belongs to another.
    pub(super) fn of(region: &str) -> Self {
        let mut words = OTHERS.split_ascii_whitespace();
        let name = words.find(|name| covers(name, region)).unwrap_or_default();
        // No host label, and so no name of regions, has a dot.
        let mut suffixes = words.filter(|word| word.bytes().any(|byte| byte == b'.'));
        Self {
            first: name.is_empty(),
            gov: GOV.contains(&name),
            suffix: suffixes.next().unwrap_or("amazonaws.com"),
            dualstack_suffix: suffixes.next().unwrap_or("api.aws"),
        }
    }
}

/// Whether `name` is that of `region`, or begins it and a word, a hyphen and a number follow.
fn covers(name: &str, region: &str) -> bool {
    let Some(rest) = region.strip_prefix(name) else {
        return false;
    };
    if name.ends_with('-') { is_word_and_number(rest) } else { rest.is_empty() }
}

/// `\w+-\d+`, of the characters that a host label can have.
fn is_word_and_number(text: &str) -> bool {
    let word = text.bytes().take_while(|byte| *byte != b'-').count();
    let number = text.as_bytes().get(word + 1..).unwrap_or_default();
    word > 0 && !number.is_empty() && number.iter().all(u8::is_ascii_digit)
}
