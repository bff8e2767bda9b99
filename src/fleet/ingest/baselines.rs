//! GetPatchBaseline.

use super::input::Input;
use super::values::count;
use super::{IngestError, Ingested, Page};
use crate::fleet::json::{Reader, Shape, Span, Templates, read_list};
use crate::fleet::store::{Baseline, Count, Store};

const MEMBERS: [&str; 4] =
    ["BaselineId", "Name", "AvailableSecurityUpdatesComplianceStatus", "ApprovalRules"];
const RULES: Shape = Shape { list: "PatchRules", members: &["ApproveAfterDays"] };

pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let input = Input::read(page.input, ["BaselineId"])?;
    let mut reader = Reader::new(page.body)?;
    let mut values = [Span::ABSENT; MEMBERS.len()];
    reader.object(&MEMBERS, &mut values)?;
    reader.end()?;
    let [id, name, status, rules] = values.map(|it| reader.bytes(it));
    if id.is_empty() {
        return Err(reader.missing("BaselineId").into());
    }
    let [requested] = input.texts();
    // Patch states name a baseline as the request does: by its id or by its ARN.
    let id = text(if requested.is_empty() { id } else { requested });
    let baseline = Baseline {
        id: id.clone(),
        name: (!name.is_empty()).then(|| text(name)),
        available_updates_non_compliant: match status {
            b"NON_COMPLIANT" => Some(true),
            b"COMPLIANT" => Some(false),
            _ => None,
        },
        approve_after_days: approve_after_days(rules),
    };
    store.baselines.insert(id, baseline);
    Ok(Ingested { items: 1, ..Ingested::default() })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The delays of the rules; a rule with a date in the place of a delay has none.
fn approve_after_days(rules: &[u8]) -> Vec<u32> {
    let Ok(list) = read_list(rules, RULES, &mut Templates::default(), Vec::new()) else {
        return Vec::new();
    };
    let days = list.rows().iter().filter_map(|[days]| count(&list.text, *days));
    days.map(Count::value).collect()
}
