//! What WordNet lacks or gets wrong, from `data/exceptions.csv`: one line a case, with its reason. No logic.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The lines of `exceptions.csv` by kind; `data/README.md` says what each kind means.
#[derive(Default)]
pub(super) struct Exceptions {
    /// `join`: pieces that case and digits tear apart though they are one word.
    pub(super) joined: FxHashSet<&'static str>,
    /// `plural`: singular -> plural.
    pub(super) plurals: FxHashMap<&'static str, &'static str>,
    /// `plural` turned around; a word without plural stands for itself.
    pub(super) singulars: FxHashMap<&'static str, &'static str>,
    /// `form`: an inflected form -> its verb, where regular endings mislead.
    pub(super) forms: FxHashMap<&'static str, &'static str>,
    /// `verb`: verbs that WordNet lacks -> the noun of the act.
    pub(super) verbs: FxHashMap<&'static str, &'static str>,
    /// `act`: verb -> the noun of the act, where WordNet's best is not what people write.
    pub(super) acts: FxHashMap<&'static str, &'static str>,
    /// `origin`: noun -> verb, with its particle after a space; empty for a noun that no verb explains.
    pub(super) origins: FxHashMap<&'static str, &'static str>,
    /// `agent`: noun -> verb; empty for a noun that names nobody who acts.
    pub(super) agents: FxHashMap<&'static str, &'static str>,
    /// `short`: an abbreviation that is nothing else -> the word.
    pub(super) shorts: FxHashMap<&'static str, &'static str>,
    /// `act` and `verb` turned around: noun -> verb.
    pub(super) act_origins: FxHashMap<&'static str, &'static str>,
}

pub(super) static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| {
    let mut all = Exceptions::default();
    for [kind, word, value, _reason] in rows(include_str!("data/exceptions.csv")) {
        all.add(kind, word, value);
    }
    all
});

impl Exceptions {
    fn add(&mut self, kind: &str, word: &'static str, value: &'static str) {
        match kind {
            "join" => {
                self.joined.insert(word);
            }
            "plural" => {
                self.plurals.insert(word, value);
                self.singulars.insert(value, word);
                self.singulars.insert(word, word);
            }
            "short" => {
                self.shorts.insert(word, value);
            }
            "form" => {
                self.forms.insert(word, value);
            }
            "verb" => {
                self.verbs.insert(word, value);
                self.act_origins.insert(value, word);
            }
            "act" => {
                self.acts.insert(word, value);
                self.act_origins.insert(value, word);
            }
            "origin" => {
                self.origins.insert(word, value);
            }
            "agent" => {
                self.agents.insert(word, value);
            }
            unknown => debug_assert!(false, "exceptions.csv has a kind that nobody reads: {unknown}"),
        }
    }
}

/// The data rows of one of our CSV files: no quoting, the last field takes the rest of the line. A row with too few
/// fields is left out here and fails the canonical-form test.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.splitn(N, ',').collect();
        fields.try_into().ok()
    })
}
