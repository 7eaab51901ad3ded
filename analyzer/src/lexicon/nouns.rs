//! What kind of thing a noun names, by WordNet's categories. Says nothing about tables or code.

use super::number::singular;
use super::wordnet;

/// WordNet's lexicographer files for nouns, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The unspecific top: thing, entity.
    Entity,
    /// What is done: approval, transfer.
    Act,
    /// Dog.
    Animal,
    /// What is made: building, ticket.
    Artifact,
    /// Weight, permission.
    Attribute,
    /// Hand.
    Body,
    /// Idea, method.
    Cognition,
    /// Message, report, ban.
    Communication,
    /// What happens: failure, fall.
    Event,
    /// Trust.
    Feeling,
    /// Bread.
    Food,
    /// Team, company.
    Group,
    /// Country, region.
    Location,
    /// Reason.
    Motive,
    /// Natural things: river.
    Object,
    /// User, reviewer.
    Person,
    /// Fire.
    Phenomenon,
    /// Tree.
    Plant,
    /// Payment, price.
    Possession,
    /// Growth.
    Process,
    /// Amount, percentage.
    Quantity,
    /// Ratio, link.
    Relation,
    /// Circle, block.
    Shape,
    /// Suspension, employment.
    State,
    /// Paper.
    Substance,
    /// Day, expiration.
    Time,
}

/// In the order of the letters in `nouns.txt`.
const CATEGORIES: [Category; 26] = [
    Category::Entity,
    Category::Act,
    Category::Animal,
    Category::Artifact,
    Category::Attribute,
    Category::Body,
    Category::Cognition,
    Category::Communication,
    Category::Event,
    Category::Feeling,
    Category::Food,
    Category::Group,
    Category::Location,
    Category::Motive,
    Category::Object,
    Category::Person,
    Category::Phenomenon,
    Category::Plant,
    Category::Possession,
    Category::Process,
    Category::Quantity,
    Category::Relation,
    Category::Shape,
    Category::State,
    Category::Substance,
    Category::Time,
];

/// The category of the noun's most frequent sense; the noun may be in the plural.
pub fn noun_category(noun: &str) -> Option<Category> {
    categories(noun).next()
}

/// Whether any of the noun's senses is of this category.
pub fn is_ever(noun: &str, category: Category) -> bool {
    categories(noun).any(|one| one == category)
}

/// Whether the word can be a noun.
pub fn is_noun(word: &str) -> bool {
    wordnet::noun(word).is_some()
}

/// The categories of the noun's senses, the most frequent first.
pub(super) fn categories(noun: &str) -> impl Iterator<Item = Category> + use<> {
    let entry = wordnet::noun(noun).or_else(|| wordnet::noun(&singular(noun)));
    entry
        .map_or("", |entry| entry.categories)
        .bytes()
        .filter_map(|letter| CATEGORIES.get(usize::from(letter.wrapping_sub(b'a'))).copied())
}
