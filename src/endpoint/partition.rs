//! AWS's partitions.

/// Regions that share a domain.
pub(super) struct Partition {
    pub(super) first: bool,
    pub(super) gov: bool,
    pub(super) suffix: &'static str,
    pub(super) dualstack_suffix: &'static str,
}

/// All partitions except the first: the pseudo region that does not match the pattern, the prefix
/// of the regions, and the two DNS suffixes. One text, since a list adds an address and a length
/// for each word to the WebAssembly module.
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
    /// The partition of `region`, a host label; the first partition if no other matches.
    pub(super) fn of(region: &str) -> Self {
        let mut words = OTHERS.split_ascii_whitespace();
        let name = words.find(|name| covers(name, region)).unwrap_or_default();
        // A host label, and so a region, has no dot.
        let mut suffixes = words.filter(|word| word.bytes().any(|byte| byte == b'.'));
        Self {
            first: name.is_empty(),
            gov: GOV.contains(&name),
            suffix: suffixes.next().unwrap_or("amazonaws.com"),
            dualstack_suffix: suffixes.next().unwrap_or("api.aws"),
        }
    }
}

/// Whether `region` equals `name`, or consists of `name`, a word, a hyphen and a number.
fn covers(name: &str, region: &str) -> bool {
    let Some(rest) = region.strip_prefix(name) else {
        return false;
    };
    if name.ends_with('-') { is_word_and_number(rest) } else { rest.is_empty() }
}

/// Matches `\w+-\d+`, limited to the characters of a host label.
fn is_word_and_number(text: &str) -> bool {
    let word = text.bytes().take_while(|byte| *byte != b'-').count();
    let number = text.as_bytes().get(word + 1..).unwrap_or_default();
    word > 0 && !number.is_empty() && number.iter().all(u8::is_ascii_digit)
}
