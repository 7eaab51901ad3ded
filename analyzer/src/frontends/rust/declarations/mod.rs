//! Crates that analysed code uses everywhere, as declarations: Rust without bodies, read by the same front end as
//! the analysed code. To teach Gerund a signature of another crate, write it into a file here.

/// Name of the crate and text of its declarations.
pub(crate) const ALL: &[(&str, &str)] = &[
    ("std", include_str!("std.rs")),
    ("tokio", include_str!("tokio.rs")),
    ("futures", include_str!("futures.rs")),
    ("sea_orm", include_str!("sea_orm.rs")),
    ("sea_query", include_str!("sea_query.rs")),
    ("sqlx", include_str!("sqlx.rs")),
];
