//! Changes to boundaries as they are written in arguments: `A=NEW:x,y`, `A,B=NAME`, `x=A`.

use reports::drawn::Change;

/// `DATA=BOUNDARY`, or `DATA=` for none.
pub(super) fn move_(text: &str) -> Result<Change, String> {
    let (data, to) = text.split_once('=').ok_or("write DATA=BOUNDARY, or DATA= for data that nobody owns")?;
    let to = Some(to.trim()).filter(|to| !to.is_empty()).map(str::to_owned);
    Ok(Change::Move { data: name(data)?, to })
}

/// `A,B,C` or `A,B=NAME`.
pub(super) fn merge(text: &str) -> Result<Change, String> {
    let (names, into) = text.split_once('=').map_or((text, None), |(names, into)| (names, Some(into)));
    let names = list(names)?;
    if names.len() < 2 {
        return Err("write two or more boundaries: A,B".to_owned());
    }
    Ok(Change::Merge { names, into: into.map(name).transpose()? })
}

/// `BOUNDARY=NEW:DATA,DATA`.
pub(super) fn split(text: &str) -> Result<Change, String> {
    let parts = text.split_once('=').and_then(|(from, rest)| Some((from, rest.split_once(':')?)));
    let (from, (new, data)) = parts.ok_or("write BOUNDARY=NEW:DATA,DATA")?;
    Ok(Change::Split { name: name(from)?, new: name(new)?, data: list(data)? })
}

fn list(text: &str) -> Result<Vec<String>, String> {
    text.split(',').map(name).collect()
}

fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a name is empty".to_owned()),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use reports::drawn::Change;

    use super::{merge, move_, split};

    #[test]
    fn changes_are_read() {
        let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let to = Some("Approvals".to_owned());
        assert_eq!(move_("users.reason=Approvals"), Ok(Change::Move { data: "users.reason".to_owned(), to }));
        assert_eq!(move_("tokens="), Ok(Change::Move { data: "tokens".to_owned(), to: None }));
        assert_eq!(merge("A, B"), Ok(Change::Merge { names: all(&["A", "B"]), into: None }));
        let (name, new) = ("A".to_owned(), "B".to_owned());
        assert_eq!(split("A=B:x,y.z"), Ok(Change::Split { name, new, data: all(&["x", "y.z"]) }));
        for wrong in [move_("users"), move_("=A"), merge("A"), merge("A,"), split("A=B"), split("A:x")] {
            assert!(wrong.is_err(), "{wrong:?}");
        }
    }
}
