//! Looks up errnos.

use super::errnos::ROWS;

fn row(errno: u32) -> Option<&'static (u32, &'static str, &'static str)> {
    ROWS.binary_search_by_key(&errno, |row| row.0).ok().and_then(|place| ROWS.get(place))
}

/// The name of an errno: `ENOENT`, `ERESTARTSYS`. strace shows those that have none as `(errno 41)`.
pub fn errno_name(errno: u32) -> Option<&'static str> {
    row(errno).map(|row| row.1)
}

/// What strace says of it in parentheses: `No such file or directory`.
pub fn errno_text(errno: u32) -> Option<&'static str> {
    row(errno).map(|row| row.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts() {
        assert_eq!(errno_name(2), Some("ENOENT"));
        assert_eq!(errno_text(2), Some("No such file or directory"));
        assert_eq!(errno_name(512), Some("ERESTARTSYS"));
        assert_eq!(errno_text(512), Some("To be restarted if SA_RESTART is set"));
        assert_eq!(errno_name(516), Some("ERESTART_RESTARTBLOCK"));
        assert_eq!(errno_text(530), Some("Unknown error 530"));
        for unnamed in [0, 41, 134, 519, u32::MAX] {
            assert_eq!((errno_name(unnamed), errno_text(unnamed)), (None, None));
        }
    }

    #[test]
    fn texts_are_those_of_the_c_library() {
        for (number, name, text) in ROWS.iter().filter(|row| row.0 < 512) {
            let theirs = std::io::Error::from_raw_os_error(*number as i32).to_string();
            assert_eq!(theirs, format!("{text} (os error {number})"), "{name}");
        }
    }
}
