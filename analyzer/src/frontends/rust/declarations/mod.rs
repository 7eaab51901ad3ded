//! Crates that analysed code uses everywhere, as declarations: Rust without bodies, read by the same front end as
//! the analysed code. To teach Gerund a signature of another crate, write it into a file here.

/// Name of the crate and text of its declarations.
pub(crate) const ALL: &[(&str, &str)] = &[
    ("std", include_str!("std.rs")),
    ("tokio", include_str!("tokio.rs")),
    ("futures", include_str!("futures.rs")),
    ("parking_lot", include_str!("parking_lot.rs")),
    ("once_cell", include_str!("once_cell.rs")),
    ("dashmap", include_str!("dashmap.rs")),
    ("arc_swap", include_str!("arc_swap.rs")),
    ("async_lock", include_str!("async_lock.rs")),
    ("sea_orm", include_str!("sea_orm.rs")),
    ("sea_query", include_str!("sea_query.rs")),
    ("sqlx", include_str!("sqlx.rs")),
];
