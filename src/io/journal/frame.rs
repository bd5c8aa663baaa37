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
/// Bytes of a frame beside its payload.
pub(super) const FRAME_BYTES: u64 = HEAD_BYTES + TAIL_BYTES;
/// Bytes of a payload: more than the changes of a whole atlas take.
pub(super) const MAX_PAYLOAD_BYTES: usize = 96 << 20;

/// What comes next in a file of frames.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A whole frame: its payload.
    Frame(Vec<u8>),
    /// Nothing, or a frame that was never written to its end: less is there than its head announces.
    End,
    /// Something that is no frame, or not the one that should come; behind it may be others that were whole.
    Damage,
}

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

    /// Reads what comes next, and counts it to the frames so far where it is one.
    ///
    /// Never holds more than is there.
    pub fn next(&mut self, from: &mut impl BufRead) -> io::Result<Next> {
        let mut head = Vec::new();
        from.take(HEAD_BYTES).read_to_end(&mut head)?;
        if (head.len() as u64) < HEAD_BYTES {
            return Ok(Next::End);
        }
        let Some((length, expected)) = std::str::from_utf8(&head).ok().and_then(read_head) else {
            // A disk that was cut off from its power may have made room for a frame and never filled it.
            let is_blank = head.iter().all(|byte| *byte == 0) && is_blank(from)?;
            return Ok(if is_blank { Next::End } else { Next::Damage });
        };
        let mut payload = Vec::new();
        from.take(length as u64 + TAIL_BYTES).read_to_end(&mut payload)?;
        if payload.len() < length + TAIL_BYTES as usize {
            // A head that announces too much would hide the frame itself, or whole ones behind it.
            let is_whole = payload.split_last().is_some_and(|(_, most)| check(self.0.as_bytes(), most) == expected);
            return Ok(if is_whole || holds_head(&payload) { Next::Damage } else { Next::End });
        }
        let found = check(self.0.as_bytes(), &payload[..length]);
        if payload.pop() != Some(b'\n') || found != expected {
            return Ok(Next::Damage);
        }
        self.0 = found;
        Ok(Next::Frame(payload))
    }
}

/// Whether all that is left is blank.
fn is_blank(from: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = from.fill_buf()?;
        let n_bytes = bytes.len();
        if n_bytes == 0 || bytes.iter().any(|byte| *byte != 0) {
            return Ok(n_bytes == 0);
        }
        from.consume(n_bytes);
    }
}

/// Whether a line looks like the head of a frame.
fn holds_head(bytes: &[u8]) -> bool {
    let is_head = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| read_head(line).is_some());
    bytes.split_inclusive(|byte| *byte == b'\n').any(is_head)
}

fn read_head(head: &str) -> Option<(usize, &str)> {
    let (length, check) = head.strip_suffix('\n')?.split_once(' ')?;
    let is_plain = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let length =
        usize::from_str_radix(length, 16).ok().filter(|_| length.len() == LENGTH_LETTERS && is_plain(length))?;
    (length <= MAX_PAYLOAD_BYTES && check.len() == CHECK_LETTERS && is_plain(check)).then_some((length, check))
}

fn check(before: &[u8], payload: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before).update(payload);
    hasher.finalize().to_hex()[..CHECK_LETTERS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the frames that are whole, and what comes behind them.
    fn frames(mut bytes: &[u8]) -> (Vec<Vec<u8>>, Next) {
        let (mut chain, mut frames) = (Chain::new("x"), Vec::new());
        loop {
            match chain.next(&mut bytes).expect("read") {
                Next::Frame(payload) => frames.push(payload),
                next @ (Next::End | Next::Damage) => return (frames, next),
            }
        }
    }

    #[test]
    fn whatever_byte_a_file_is_torn_at_the_whole_frames_before_it_are_read() {
        let payloads: [&[u8]; 4] = [b"one", b"", "\n\u{0} zwei\n".as_bytes(), b"three"];
        let mut chain = Chain::new("x");
        let written: Vec<Vec<u8>> = payloads.iter().map(|payload| chain.frame(payload)).collect();
        let all = written.concat();
        assert_eq!(frames(&all), (payloads.map(<[u8]>::to_vec).to_vec(), Next::End));
        for at in 0..all.len() {
            let ends = written.iter().scan(0, |end, frame| {
                *end += frame.len();
                Some(*end)
            });
            let n_whole = ends.take_while(|end| *end <= at).count();
            let expected = payloads[..n_whole].iter().map(|payload| payload.to_vec()).collect::<Vec<_>>();
            assert_eq!(frames(&all[..at]), (expected.clone(), Next::End), "torn at {at}");
            // A bit that is another one: from there on nothing is believed, but it is not taken for nothing either.
            for bit in 0..8 {
                let mut other = all.clone();
                other[at] ^= 1 << bit;
                assert_eq!(frames(&other), (expected.clone(), Next::Damage), "bit {bit} at {at}");
            }
        }
    }

    #[test]
    fn room_that_was_never_filled_is_nothing() {
        let frame = Chain::new("x").frame(b"one");
        for n_zeros in [1, 41, 42, 43, 100_000] {
            let zeros = vec![0; n_zeros];
            assert_eq!(frames(&[frame.clone(), zeros.clone()].concat()).1, Next::End);
            let next = frames(&[frame.clone(), zeros, frame.clone()].concat()).1;
            assert_eq!(next, Next::Damage, "{n_zeros}");
        }
    }

    #[test]
    fn frames_that_are_moved_or_repeated_do_not_fit() {
        let mut chain = Chain::new("x");
        let [first, second] = [chain.frame(b"first"), chain.frame(b"second")];
        assert_eq!(frames(&[first.clone(), first.clone()].concat()), (vec![b"first".to_vec()], Next::Damage));
        assert_eq!(frames(&[second.clone(), first].concat()), (Vec::new(), Next::Damage));
        assert_eq!(frames(&Chain::new("y").frame(b"first")), (Vec::new(), Next::Damage));
    }

    #[test]
    fn a_length_that_is_not_there_takes_no_memory() {
        let head = format!("{MAX_PAYLOAD_BYTES:08x} {}\n", "0".repeat(CHECK_LETTERS));
        assert_eq!(frames(head.as_bytes()), (Vec::new(), Next::End));
        for length in ["ffffffff", "+0000001"] {
            let head = format!("{length} {}\nx\n", "0".repeat(CHECK_LETTERS));
            assert_eq!(frames(head.as_bytes()), (Vec::new(), Next::Damage), "{length}");
        }
    }
}
