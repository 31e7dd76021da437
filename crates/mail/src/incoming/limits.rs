//! How much of a mail is read, and why one is not: what goes beyond waits in quarantine, raw and whole.

/// How much is read of one mail. Time and memory are linear in these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole mail.
    pub bytes: usize,
    /// Bytes of the headers of the mail, and of each of its parts.
    pub header_bytes: usize,
    /// Header fields of the mail, and of each of its parts.
    pub headers: usize,
    /// MIME parts, those that hold others included.
    pub parts: usize,
    /// How deep parts may lie in one another.
    pub depth: usize,
    /// Files; what is beyond is in one more file, `more.eml`, the mail itself.
    pub attachments: usize,
    /// Addresses in `From`, `Sender`, `Reply-To`, `To` and `Cc`, together.
    pub recipients: usize,
    /// Characters of `text`, `quoted` and `html` each; what is cut stays whole in a file.
    pub text_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            header_bytes: 1 << 20,
            headers: 2_000,
            parts: 500,
            depth: 20,
            attachments: 200,
            recipients: 500,
            text_chars: 100_000,
        }
    }
}

/// Why a mail is not read; displayed as the end of an English sentence about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreadable {
    /// More bytes than [`Limits::bytes`].
    #[error("is too large")]
    TooLarge,
    /// More bytes than [`Limits::header_bytes`].
    #[error("has headers that are too large")]
    HeadersTooLarge,
    /// More fields than [`Limits::headers`].
    #[error("has too many headers")]
    TooManyHeaders,
    /// More parts than [`Limits::parts`].
    #[error("has too many parts")]
    TooManyParts,
    /// Parts that lie deeper than [`Limits::depth`].
    #[error("has parts that lie too deep in one another")]
    TooDeep,
    /// More addresses than [`Limits::recipients`].
    #[error("has too many recipients")]
    TooManyRecipients,
    /// No address that it could be from.
    #[error("has no sender")]
    NoSender,
    /// No header at all: not a mail.
    #[error("is not a mail")]
    Malformed,
}

impl Unreadable {
    /// Every reason there is.
    pub const ALL: [Self; 8] = [
        Self::TooLarge,
        Self::HeadersTooLarge,
        Self::TooManyHeaders,
        Self::TooManyParts,
        Self::TooDeep,
        Self::TooManyRecipients,
        Self::NoSender,
        Self::Malformed,
    ];

    /// The reason as it is stored and sent; it never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::HeadersTooLarge => "headers_too_large",
            Self::TooManyHeaders => "too_many_headers",
            Self::TooManyParts => "too_many_parts",
            Self::TooDeep => "too_deep",
            Self::TooManyRecipients => "too_many_recipients",
            Self::NoSender => "no_sender",
            Self::Malformed => "malformed",
        }
    }
}
