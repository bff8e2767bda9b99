//! What rows of nodes and of findings have in common.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::parts::text;
use crate::fleet::query::{Context, NodeProperty as P};
use crate::fleet::store::Node;

/// The attributes of a node, by column; it serializes as a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags<'a>(pub Vec<(&'a str, &'a str)>);

impl Serialize for Tags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in &self.0 {
            map.serialize_entry(column, value)?;
        }
        map.end()
    }
}

/// The common members, to take them into rows.
pub(super) struct Facts<'a> {
    pub(super) scope_id: &'a str,
    pub(super) instance_id: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) account: Option<&'a str>,
    pub(super) region: &'a str,
    pub(super) platform: Option<&'a str>,
    pub(super) platform_version: Option<&'a str>,
    pub(super) platform_type: Option<&'a str>,
    pub(super) patch_group: Option<&'a str>,
    pub(super) baseline_id: Option<&'a str>,
    pub(super) baseline_name: Option<&'a str>,
    pub(super) tags: Option<Tags<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(context: &Context<'a>, number: u32, node: &Node) -> Self {
        let member = |property| text(context.node_value(number, node, &property));
        Self {
            scope_id: member(P::ScopeId).unwrap_or_default(),
            instance_id: member(P::InstanceId).unwrap_or_default(),
            name: member(P::Name),
            account: member(P::Account),
            region: member(P::Region).unwrap_or_default(),
            platform: member(P::Platform),
            platform_version: member(P::PlatformVersion),
            platform_type: member(P::PlatformType),
            patch_group: member(P::PatchGroup),
            baseline_id: member(P::BaselineId),
            baseline_name: member(P::BaselineName),
            tags: tags(context, node),
        }
    }
}

/// The attributes of a node; `None` if it has none.
pub(in crate::fleet) fn tags<'a>(context: &Context<'a>, node: &Node) -> Option<Tags<'a>> {
    let store = context.store;
    let row = store.attributes.get(node.attributes?.index())?;
    let named = store.attribute_names.iter().zip(row);
    let value = |(name, symbol): (&'a String, &_)| Some((name.as_str(), store.word(*symbol)?));
    let tags: Vec<_> = named.filter_map(value).filter(|(_, value)| !value.is_empty()).collect();
    (!tags.is_empty()).then_some(Tags(tags))
}
