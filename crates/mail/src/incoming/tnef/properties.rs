//! The properties of an attachment (MS-OXTNEF 2.1.3.3): a list of typed values.

/// Names of properties (MS-OXPROPS).
pub(super) const DATA: u16 = 0x3701;
pub(super) const LONG_NAME: u16 = 0x3707;
pub(super) const MEDIA_TYPE: u16 = 0x370E;
pub(super) const CONTENT_ID: u16 = 0x3712;

/// A value; of several, the first.
pub(super) struct Value<'x> {
    kind: u16,
    pub bytes: &'x [u8],
}

impl Value<'_> {
    /// Its text, up to the first NUL.
    pub fn text(&self) -> String {
        if self.kind != UNICODE {
            return super::text(self.bytes);
        }
        let (units, _) = self.bytes.as_chunks::<2>();
        let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).take(1_000).collect();
        String::from_utf16_lossy(&units)
    }
}

/// Kinds of values (MS-OXCDATA 2.11.1).
const UNICODE: u16 = 0x1F;
const SEVERAL: u16 = 0x1000;

/// An iterator over properties; ends where one is not understood.
pub(super) struct Properties<'x> {
    rest: &'x [u8],
    left: u32,
}

impl<'x> Properties<'x> {
    pub fn of(data: &'x [u8]) -> Self {
        let mut rest = data;
        let left = number(&mut rest).unwrap_or(0);
        Self { rest, left }
    }

    fn read(&mut self) -> Option<(u16, Value<'x>)> {
        let tag = number(&mut self.rest)?;
        let (kind, id) = (tag as u16, (tag >> 16) as u16);
        if id >= 0x8000 {
            self.skip_name()?;
        }
        let (single, several) = (kind & !SEVERAL, kind & SEVERAL != 0);
        let size = match single {
            0x02 | 0x03 | 0x04 | 0x0A | 0x0B => Some(4),
            0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
            0x48 => Some(16),
            0x0D | 0x1E | UNICODE | 0x0102 => None,
            _ => return None,
        };
        let count = if several || size.is_none() {
            number(&mut self.rest)?
        } else {
            1
        };
        let mut first: Option<&[u8]> = None;
        for _ in 0..count {
            let length = match size {
                Some(size) => size,
                None => usize::try_from(number(&mut self.rest)?).ok()?,
            };
            let value = take(&mut self.rest, length)?;
            first = first.or(Some(value));
        }
        let bytes = first.unwrap_or_default();
        Some((
            id,
            Value {
                kind: single,
                bytes,
            },
        ))
    }

    /// Properties that are not numbered have a name before their value.
    fn skip_name(&mut self) -> Option<()> {
        take(&mut self.rest, 16)?;
        if number(&mut self.rest)? == 0 {
            number(&mut self.rest)?;
        } else {
            let length = usize::try_from(number(&mut self.rest)?).ok()?;
            take(&mut self.rest, length)?;
        }
        Some(())
    }
}

impl<'x> Iterator for Properties<'x> {
    type Item = (u16, Value<'x>);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        self.read()
    }
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u32::from_le_bytes(*bytes))
}

/// So many bytes; the next value begins at a multiple of four.
fn take<'x>(rest: &mut &'x [u8], length: usize) -> Option<&'x [u8]> {
    let (value, after) = rest.split_at_checked(length)?;
    let padding = length.next_multiple_of(4) - length;
    *rest = after.get(padding..).unwrap_or_default();
    Some(value)
}
