//! Names that say what their rows are in front: `notifications_forum_posts` are notifications of forum posts. It turns them
//! round; which acts the words tell is for readings.

use std::collections::BTreeMap;

use super::readings::{self, Reading};
use crate::lexicon;

/// So many tables must begin with the word: one may be a table between two, `users_roles`.
const SERIES: usize = 2;

/// The names, an act in the plural that several begin with now at their ends. One that a table itself is called by (`posts` of
/// `posts_mentions`) is what the others are about, and stays.
pub(super) fn turned(names: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for first in names.iter().filter(|words| words.len() > 1).filter_map(|words| words.first()) {
        *counts.entry(first).or_default() += 1;
    }
    let fronted: Vec<String> = counts
        .into_iter()
        .filter(|(first, count)| *count >= SERIES && is_act_in_plural(first) && !is_table(&names, first))
        .map(|(first, _)| first.to_owned())
        .collect();
    names.into_iter().map(|words| turned_round(words, &fronted)).collect()
}

fn turned_round(mut words: Vec<String>, fronted: &[String]) -> Vec<String> {
    let several = words.len() > 1 && words.last().is_some_and(|last| is_plural(last));
    if several && fronted.contains(&words[0]) {
        words.rotate_left(1);
    }
    words
}

fn is_act_in_plural(word: &str) -> bool {
    let one = lexicon::singular(word);
    let act = Reading::of(std::slice::from_ref(&one)).act;
    is_plural(word) && act.is_some_and(|act| act.sure >= 0.9 && !act.participle && readings::tells(&act.verb))
}

fn is_plural(word: &str) -> bool {
    lexicon::singular(word) != word
}

fn is_table(names: &[Vec<String>], word: &str) -> bool {
    let one = lexicon::singular(word);
    names.iter().any(|words| matches!(&words[..], [only] if lexicon::singular(only) == one))
}

#[cfg(test)]
mod tests {
    use super::turned;
    use crate::score::readings::split;

    #[test]
    fn an_act_in_front_of_several_names_is_what_they_are() {
        let names = [
            "notifications_forum_posts",
            "notifications_comments",
            "posts",
            "posts_mentions",
            "posts_likes",
            "users_roles",
            "subscriptions_threads",
        ];
        let turned: Vec<String> = turned(names.iter().map(|name| split(name)).collect())
            .iter()
            .map(|words| words.join("_"))
            .collect();
        let expected = [
            "forum_posts_notifications",
            "comments_notifications",
            "posts",
            "posts_mentions",
            "posts_likes",
            "users_roles",
            "subscriptions_threads",
        ];
        assert_eq!(turned, expected);
    }
}
