//! Pages of lists, as they are asked for and given.

use guichet_domain::ids::{
    CategoryId, EventSeq, LetterId, MailId, MessageId, NotificationId, OrganizationId, PersonId,
    TeamId,
};

use crate::{Refusal, Wrong};

/// How much of a list is wanted, and from where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// How many: 1 to 100.
    pub limit: u32,
    /// The `next` of the former page.
    pub cursor: Option<String>,
}

impl Default for Slice {
    fn default() -> Self {
        Self {
            limit: 50,
            cursor: None,
        }
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The things asked for.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one.
    pub next: Option<String>,
}

/// Something that lists can be ordered by and cursors made of.
pub(crate) trait Number: Sized {
    fn of(number: i64) -> Self;
    fn number(&self) -> i64;
}

macro_rules! numbers {
    ($($id:ident)+) => { $(
        impl Number for $id {
            fn of(number: i64) -> Self {
                Self(number)
            }

            fn number(&self) -> i64 {
                self.0
            }
        }
    )+ };
}

numbers!(PersonId OrganizationId TeamId CategoryId MessageId EventSeq NotificationId LetterId MailId);

impl Slice {
    /// How many to ask for.
    pub(crate) fn limit(&self) -> u32 {
        self.limit.clamp(1, 100)
    }

    /// The number after which to go on.
    pub(crate) fn after<I: Number>(&self) -> Result<Option<I>, Refusal> {
        let wrong = |_| not_a_cursor();
        let number = self.cursor.as_deref().map(str::parse).transpose();
        Ok(number.map_err(wrong)?.map(I::of))
    }

    /// The text after which to go on.
    pub(crate) fn after_text(&self) -> Result<Option<&str>, Refusal> {
        let cursor = self.cursor.as_deref();
        match cursor.is_some_and(|cursor| cursor.len() > 320) {
            true => Err(not_a_cursor()),
            false => Ok(cursor),
        }
    }
}

/// The refusal of a cursor that no list gave out.
pub(crate) fn not_a_cursor() -> Refusal {
    Refusal::field("cursor", Wrong::Invalid("The cursor is none of this list."))
}

/// A page whose cursor is the number of its last item.
pub(crate) fn numbered<T, I: Number>(page: guichet_store::Page<T, I>) -> Page<T> {
    Page {
        items: page.items,
        next: page.next.map(|position| position.number().to_string()),
    }
}
