//! What each kind of blocker is, why it matters and what to do: words for those who meet one in a report.

use crate::document::v1::BlockerKind;

/// A kind of entry for a person.
pub(super) struct Kind {
    pub(super) title: &'static str,
    pub(super) help: &'static str,
}

/// What a proposal is.
pub(super) const BOUNDARY: Kind = Kind {
    title: "A process that could become a service",
    help: "A verb with its operations and the data that it would own. Its evidence says why it is a process, its \
           blockers what must be fixed before the boundary can be drawn. What stays is the outcome that the monolith keeps.",
};

/// The words for a kind of blocker.
pub(super) fn blocker(kind: &BlockerKind) -> Kind {
    let (title, help) = match kind {
        BlockerKind::ForeignWrite => (
            "A function outside writes the data",
            "Two sides write what one should own, so no rule about it can be held. Move the function into the boundary, or \
             let it call one of the boundary's operations.",
        ),
        BlockerKind::SplitTransaction => (
            "A transaction writes on both sides",
            "After the extraction no transaction spans both databases: a failure leaves one half done. Let the boundary commit \
             first and tell the rest by an event or an idempotent call.",
        ),
        BlockerKind::ForeignKey => (
            "A foreign key crosses the line",
            "A database cannot check a reference into another one. Keep the id without the constraint; where rows went with \
             the one that they refer to, delete them on an event.",
        ),
        BlockerKind::Join => (
            "A statement joins across the line",
            "A statement cannot read two databases. Ask the other side's API for its part, or keep a copy of the columns that are \
             shown.",
        ),
        BlockerKind::Trigger => (
            "A trigger reaches across the line",
            "A trigger runs inside one database and cannot write another. Replace it by a call or an event.",
        ),
        BlockerKind::SharedCode => (
            "A function of the boundary writes data that stays",
            "It does two things, one for each side. Divide it: what writes data that stays is called back or told by an event.",
        ),
        BlockerKind::DynamicSql => (
            "A statement whose tables are not known",
            "Its text is only made when it runs, so it may touch the data. Find out which tables it touches.",
        ),
        BlockerKind::ForeignCall => (
            "A function outside has the boundary write its data",
            "Today that is a call within one program, often within one transaction; then it is a request that can fail and come \
             twice. Make what it calls an operation of the boundary, idempotent, or tell it by an event.",
        ),
        BlockerKind::Other(_) => {
            ("Something else stands in the way", "A newer gerund found it; its fix says what to do.")
        }
    };
    Kind { title, help }
}
