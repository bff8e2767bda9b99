//! AWS's partitions.

/// Regions that share a domain.
pub(super) struct Partition {
    id: &'static str,
    /// What its regions begin with; a word, a hyphen and a number follow.
    prefix: &'static str,
    /// The one name that does not look like its regions.
    global: &'static str,
    pub(super) suffix: &'static str,
    pub(super) dualstack_suffix: &'static str,
}

const GOV: &str = "aws-us-gov";

/// The partition of a region that belongs to none of the others, known or not.
const AWS: Partition = Partition {
    id: "aws",
    prefix: "",
    global: "aws-global",
    suffix: "amazonaws.com",
    dualstack_suffix: "api.aws",
};

const OTHERS: [Partition; 7] = [
    Partition {
        id: "aws-cn",
        prefix: "cn-",
        global: "aws-cn-global",
        suffix: "amazonaws.com.cn",
        dualstack_suffix: "api.amazonwebservices.com.cn",
    },
    Partition {
        id: "aws-eusc",
        prefix: "eusc-de-",
        global: "",
        suffix: "amazonaws.eu",
        dualstack_suffix: "api.amazonwebservices.eu",
    },
    Partition {
        id: "aws-iso",
        prefix: "us-iso-",
        global: "aws-iso-global",
        suffix: "c2s.ic.gov",
        dualstack_suffix: "api.aws.ic.gov",
    },
    Partition {
        id: "aws-iso-b",
        prefix: "us-isob-",
        global: "aws-iso-b-global",
        suffix: "sc2s.sgov.gov",
        dualstack_suffix: "api.aws.scloud",
    },
    Partition {
        id: "aws-iso-e",
        prefix: "eu-isoe-",
        global: "aws-iso-e-global",
        suffix: "cloud.adc-e.uk",
        dualstack_suffix: "api.cloud-aws.adc-e.uk",
    },
    Partition {
        id: "aws-iso-f",
        prefix: "us-isof-",
        global: "aws-iso-f-global",
        suffix: "csp.hci.ic.gov",
        dualstack_suffix: "api.aws.hci.ic.gov",
    },
    Partition {
        id: GOV,
        prefix: "us-gov-",
        global: "aws-us-gov-global",
        suffix: "amazonaws.com",
        dualstack_suffix: "api.aws",
    },
];

impl Partition {
    /// The partition of `region`, a host label.
    pub(super) fn of(region: &str) -> &'static Self {
        OTHERS.iter().find(|partition| partition.has(region)).unwrap_or(&AWS)
    }

    pub(super) fn is_gov(&self) -> bool {
        self.id == GOV
    }

    fn has(&self, region: &str) -> bool {
        region == self.global || region.strip_prefix(self.prefix).is_some_and(is_word_and_number)
    }
}

/// `\w+-\d+`, of the characters that a host label can have.
fn is_word_and_number(text: &str) -> bool {
    text.split_once('-').is_some_and(|(word, number)| {
        !word.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
