//! Frames: pieces of a file of which each can be told to be whole, and to come behind those before it.
//!
//! A frame is a line of the payload's length and a checksum, both in hexadecimal, the payload, and a line break. The checksum
//! is of the checksum before and the payload, so that frames of another time or place do not fit.

use std::io::{self, BufRead, Read as _};

/// Letters of the checksum: 128 bits.
const CHECK_LETTERS: usize = 32;
/// Letters of the length.
const LENGTH_LETTERS: usize = 8;
/// Bytes before the payload: the two, a space and a line break.
pub(super) const HEAD_BYTES: u64 = (LENGTH_LETTERS + 1 + CHECK_LETTERS + 1) as u64;
/// Bytes behind the payload.
pub(super) const TAIL_BYTES: u64 = 1;
/// Bytes of a payload: more than the changes of a whole atlas take.
pub(super) const MAX_PAYLOAD_BYTES: usize = 96 << 20;

/// The checksum of all frames so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain(String);

impl Chain {
    /// Returns the checksum of no frames, behind the first line of a file.
    pub fn new(first_line: &str) -> Self {
        Self(check(first_line.as_bytes(), b""))
    }

    /// Returns a payload as a frame behind those so far, and counts it to them.
    pub fn frame(&mut self, payload: &[u8]) -> Vec<u8> {
        self.0 = check(self.0.as_bytes(), payload);
        let mut frame = format!("{:0LENGTH_LETTERS$x} {}\n", payload.len(), self.0).into_bytes();
        frame.extend_from_slice(payload);
        frame.push(b'\n');
        frame
    }

    /// Reads the frame that comes next and counts it to those so far; `None` where there is none, or no whole one.
    ///
    /// Never holds more than is there.
    pub fn next(&mut self, from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
        let mut head = [0; HEAD_BYTES as usize];
        if !fill(from, &mut head)? {
            return Ok(None);
        }
        let Some((length, expected)) = std::str::from_utf8(&head).ok().and_then(read_head) else { return Ok(None) };
        let mut payload = Vec::new();
        from.take(length as u64 + TAIL_BYTES).read_to_end(&mut payload)?;
        if payload.len() != length + 1 || payload.pop() != Some(b'\n') {
            return Ok(None);
        }
        let found = check(self.0.as_bytes(), &payload);
        if found != expected {
            return Ok(None);
        }
        self.0 = found;
        Ok(Some(payload))
    }
}

fn read_head(head: &str) -> Option<(usize, &str)> {
    let (length, check) = head.strip_suffix('\n')?.split_once(' ')?;
    let is_plain = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let length =
        usize::from_str_radix(length, 16).ok().filter(|_| length.len() == LENGTH_LETTERS && is_plain(length))?;
    (length <= MAX_PAYLOAD_BYTES).then_some((length, check))
}

/// Reads until a buffer is full; returns whether there was enough.
fn fill(from: &mut impl BufRead, buffer: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn check(before: &[u8], payload: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(payload);
    hasher.finalize().to_hex()[..CHECK_LETTERS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut chain = Chain::new("x");
        std::iter::from_fn(|| chain.next(&mut bytes).expect("read")).collect()
    }

    #[test]
    fn whatever_byte_a_file_is_torn_at_the_whole_frames_before_it_are_read() {
        let payloads: [&[u8]; 4] = [b"one", b"", "\n\u{0} zwei\n".as_bytes(), b"three"];
        let mut chain = Chain::new("x");
        let frames: Vec<Vec<u8>> = payloads.iter().map(|payload| chain.frame(payload)).collect();
        let all = frames.concat();
        assert_eq!(read(&all), payloads);
        for at in 0..all.len() {
            let ends = frames.iter().scan(0, |end, frame| {
                *end += frame.len();
                Some(*end)
            });
            let n_whole = ends.take_while(|end| *end <= at).count();
            assert_eq!(read(&all[..at]), &payloads[..n_whole], "torn at {at}");
            // A byte that is another one, from there on nothing is believed.
            let mut other = all.clone();
            other[at] ^= 0x20;
            assert_eq!(read(&other), &payloads[..n_whole], "other at {at}");
        }
    }

    #[test]
    fn frames_that_are_moved_or_repeated_do_not_fit() {
        let mut chain = Chain::new("x");
        let [first, second] = [chain.frame(b"first"), chain.frame(b"second")];
        assert_eq!(read(&[first.clone(), first.clone()].concat()).len(), 1);
        assert_eq!(read(&[second.clone(), first].concat()).len(), 0);
        assert_eq!(read(&Chain::new("y").frame(b"first")).len(), 0);
    }

    #[test]
    fn a_length_that_is_not_there_takes_no_memory() {
        let head = format!("{MAX_PAYLOAD_BYTES:08x} {}\n", "0".repeat(CHECK_LETTERS));
        assert!(read(head.as_bytes()).is_empty());
        assert!(read(format!("ffffffff {}\n", "0".repeat(CHECK_LETTERS)).as_bytes()).is_empty());
        assert!(read(format!("+0000001 {}\nx\n", "0".repeat(CHECK_LETTERS)).as_bytes()).is_empty());
    }
}
