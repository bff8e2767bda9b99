//! The properties of nodes that are words of the store: they are compared by their symbols.

use super::NodeProperty;
use crate::fleet::store::{Node, Store, Symbol};

/// Where a node has the symbol of a property.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeSymbol<'a>(&'a NodeProperty);

/// Where nodes have the symbol of a property; `None` if its values are no words of the store.
pub(super) fn node_symbol(property: &NodeProperty) -> Option<NodeSymbol<'_>> {
    use NodeProperty as P;
    let is_word = matches!(
        property,
        P::PatchGroup
            | P::BaselineId
            | P::Operation
            | P::Name
            | P::Platform
            | P::PlatformVersion
            | P::PlatformType
            | P::ComputerName
            | P::IpAddress
            | P::AgentVersion
            | P::PingStatus
            | P::InstanceState
    );
    is_word.then_some(NodeSymbol(property))
}

impl NodeSymbol<'_> {
    /// The symbol of a node; `None` if the value is absent or empty.
    pub(super) fn of(self, store: &Store, node: &Node) -> Option<Symbol> {
        use NodeProperty as P;
        let state = &node.patch_state;
        let symbol = match self.0 {
            P::PatchGroup => state.patch_group,
            P::BaselineId => state.baseline,
            P::Operation => state.operation,
            _ => self.listed(store, node),
        };
        symbol.filter(|it| !store.words.text(*it).is_empty())
    }

    fn listed(self, store: &Store, node: &Node) -> Option<Symbol> {
        use NodeProperty as P;
        let listing = store.listing(node)?;
        match self.0 {
            P::Name => listing.name,
            P::Platform => listing.platform,
            P::PlatformVersion => listing.platform_version,
            P::PlatformType => listing.platform_type,
            P::ComputerName => listing.computer_name,
            P::IpAddress => listing.ip_address,
            P::AgentVersion => listing.agent_version,
            P::PingStatus => listing.ping_status,
            P::InstanceState => listing.instance_state,
            _ => None,
        }
    }
}
