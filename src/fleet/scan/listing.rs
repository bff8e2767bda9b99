//! The list of nodes of a scope.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::options::Selection;
use super::task::{ACCEPTED, PageSizes, members};
use super::tokens::Tokens;
use crate::fleet::given::given;

/// Where the list of nodes stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(super) struct Listing {
    /// The operation.
    pub(super) operation: ListOperation,
    /// Where its pages stand.
    pub(super) tokens: Tokens,
    /// The present patch group, or how many of the given ids are taken.
    pub(super) at: usize,
    /// Whether there are more pages.
    pub(super) end: ListEnd,
    /// How often it began again because its token had expired.
    pub(super) restarts: u32,
}

/// The operation that lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) enum ListOperation {
    /// DescribeInstanceProperties: stopped nodes too.
    #[default]
    Properties,
    /// DescribeInstanceInformation, where the other is denied.
    Information,
}

/// Whether a list is at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) enum ListEnd {
    /// No.
    #[default]
    Open,
    /// Every node is there.
    Complete,
    /// A page failed: the rest is missing.
    Failed,
}

given!(struct Listing {
    operation: "operation",
    tokens: "tokens",
    at: "at",
    end: "end",
    restarts: "restarts",
});
given!(enum ListOperation { Properties: "Properties", Information: "Information" });
given!(enum ListEnd { Open: "Open", Complete: "Complete", Failed: "Failed" });

impl Listing {
    /// The operation and the input of the next page.
    pub(super) fn request(
        &self,
        nodes: Option<&Selection>,
        sizes: PageSizes,
    ) -> (&'static str, Map<String, Value>) {
        let (operation, mut input) = match (nodes, self.operation) {
            (Some(Selection::PatchGroups(groups)), _) => {
                let group = groups.get(self.at).map_or("", String::as_str);
                let input = json!({ "PatchGroup": group, "MaxResults": sizes.patches });
                ("DescribeInstancePatchStatesForPatchGroup", input)
            }
            (_, ListOperation::Properties) => {
                ("DescribeInstanceProperties", json!({ "MaxResults": sizes.list }))
            }
            (_, ListOperation::Information) => {
                ("DescribeInstanceInformation", json!({ "MaxResults": sizes.list.min(ACCEPTED) }))
            }
        };
        if let (Some(Selection::Tags(_)), Value::Object(input)) = (nodes, &mut input) {
            let (name, filters) = self.tag_filters(nodes);
            input.insert(String::from(name), filters);
        }
        let mut input = members(input);
        self.tokens.write(&mut input);
        (operation, input)
    }

    fn tag_filters(&self, nodes: Option<&Selection>) -> (&'static str, Value) {
        let Some(Selection::Tags(tags)) = nodes else { return ("Filters", Value::Null) };
        let filter = |(name, values): (&String, &Vec<String>)| match self.operation {
            ListOperation::Properties => {
                json!({ "Key": format!("tag:{name}"), "Values": values, "Operator": "Equal" })
            }
            ListOperation::Information => {
                json!({ "Key": format!("tag:{name}"), "Values": values })
            }
        };
        let name = match self.operation {
            ListOperation::Properties => "FiltersWithOperator",
            ListOperation::Information => "Filters",
        };
        (name, tags.iter().map(filter).collect())
    }
}
