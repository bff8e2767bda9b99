//! When patches were released, as DescribeAvailablePatches says.

use super::number::Seconds;
use super::patches::Patches;
use super::strings::Strings;

/// Dates of releases by title, each with the KB id, which is empty where there is none. Patches can
/// come before and after them.
#[derive(Debug, Clone, Default)]
pub struct Releases {
    titles: Strings,
    /// By the place of the title.
    dates: Vec<Vec<(Box<str>, Seconds)>>,
}

impl Releases {
    /// Notes a release; of several of one patch the earliest counts.
    pub fn add(&mut self, title: &str, kb: &str, at: Seconds) {
        let Some(place) = self.titles.intern(title).map(|it| it.index()) else { return };
        if place == self.dates.len() {
            self.dates.push(Vec::new());
        }
        let Some(all) = self.dates.get_mut(place) else { return };
        match all.iter_mut().find(|(it, _)| **it == *kb) {
            Some((_, known)) => *known = at.min(*known),
            None => all.push((kb.into(), at)),
        }
    }

    /// Dates the patches from a number on.
    pub fn date(&self, patches: &mut Patches, from: usize) {
        if self.dates.is_empty() {
            return;
        }
        for patch in from as u32..patches.len() as u32 {
            let found = self.of(patches.kb(patch), patches.title(patch));
            if found.is_some() {
                patches.set_released(patch, found);
            }
        }
    }

    fn of(&self, kb: &str, title: &str) -> Option<Seconds> {
        let all = self.dates.get(self.titles.find(title)?.index())?;
        let exact = all.iter().find(|(it, _)| **it == *kb);
        exact.or_else(|| all.iter().find(|(it, _)| it.is_empty())).map(|(_, at)| *at)
    }
}
