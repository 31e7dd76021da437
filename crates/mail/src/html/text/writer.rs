//! Writes text line by line as the elements around it ask for: white space collapses, blocks begin
//! lines, quotes and lists lead them.

use super::pieces::unescaped;

/// Deeper quotes and lists look like this one.
const DEEPEST: usize = 12;

/// The text so far, and what leads the next line.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// Line breaks wished before the next text.
    breaks: usize,
    /// A blank wished before the next text.
    blank: bool,
    /// Quotes that are open.
    quotes: usize,
    /// The lists that are open: the number of the next item, or none for bullets.
    lists: Vec<Option<usize>>,
    /// What begins the next line of text, once.
    bullet: Option<String>,
    preformatted: usize,
    /// Whether the paragraph that is open has no room around it.
    tight: bool,
}

impl Writer {
    /// Text as it stands between tags.
    pub fn text(&mut self, text: &str) {
        let text = unescaped(text);
        if self.preformatted > 0 {
            return self.lines(&text);
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        for (at, word) in text.split(blank).enumerate() {
            self.blank |= at > 0;
            if !word.is_empty() {
                self.raw(word);
            }
        }
    }

    fn lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line();
            }
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.raw(line);
            }
        }
    }

    /// Text as it is to be read.
    pub fn raw(&mut self, text: &str) {
        self.begin();
        self.text.push_str(text);
    }

    /// Writes the breaks, leads and blanks that were wished for.
    fn begin(&mut self) {
        let at_start = self.text.is_empty();
        let breaks = std::mem::take(&mut self.breaks);
        for _ in 0..if at_start { 0 } else { breaks } {
            self.text.push('\n');
            let lead = self.lead();
            self.text.push_str(lead.trim_end());
        }
        if at_start || breaks > 0 {
            let written = if at_start {
                0
            } else {
                self.lead().trim_end().len()
            };
            let lead = self.lead();
            self.text.push_str(&lead[written..]);
            let bullet = self.bullet.take();
            let indent = "  ".repeat(self.lists.len().min(DEEPEST).saturating_sub(1));
            match bullet {
                Some(bullet) => self.text.push_str(&format!("{indent}{bullet}")),
                None if !self.lists.is_empty() => self.text.push_str(&format!("{indent}  ")),
                None => {}
            }
        } else if self.blank {
            self.text.push(' ');
        }
        self.blank = false;
    }

    fn lead(&self) -> String {
        "> ".repeat(self.quotes.min(DEEPEST))
    }

    /// Ends the line, also an empty one. More than two empty lines look like two.
    pub fn line(&mut self) {
        self.breaks = (self.breaks + 1).min(3);
        self.blank = false;
    }

    /// Begins a line, unless one has begun.
    pub fn block(&mut self) {
        self.breaks = self.breaks.max(1);
        self.blank = false;
    }

    /// Begins a line with an empty one before it.
    pub fn paragraph(&mut self) {
        // In an item or a cell, a paragraph is a line.
        self.breaks = self.breaks.max(if self.bullet.is_some() { 1 } else { 2 });
        self.blank = false;
    }

    /// Begins a paragraph; a tight one has no room around it.
    pub fn paragraph_of(&mut self, tight: bool) {
        self.tight = tight;
        self.end_paragraph();
    }

    /// Ends the paragraph that is open.
    pub fn end_paragraph(&mut self) {
        match self.tight {
            true => self.block(),
            false => self.paragraph(),
        }
    }

    /// Parts a cell from the next.
    pub fn cell(&mut self) {
        if self.breaks == 0 && !self.text.is_empty() {
            self.text.push('\t');
            self.blank = false;
        }
    }

    /// Begins or ends a quote.
    pub fn quote(&mut self, ends: bool) {
        // The empty line before a quote is not quoted, nor is the one after it.
        if !ends && !self.text.is_empty() {
            self.text.push('\n');
            self.breaks = 1;
            self.text.push_str(self.lead().trim_end());
        } else {
            self.breaks = 2;
        }
        self.blank = false;
        self.quotes = if ends {
            self.quotes.saturating_sub(1)
        } else {
            self.quotes + 1
        };
    }

    /// Begins or ends a list.
    pub fn list(&mut self, ends: bool, numbered: bool) {
        if ends {
            self.lists.pop();
        } else if self.lists.len() < 1_000 {
            self.lists.push(numbered.then_some(1));
        }
        match self.lists.len() {
            0 => self.paragraph(),
            1 if !ends => self.paragraph(),
            _ => self.block(),
        }
    }

    /// Begins an item of the innermost list.
    pub fn item(&mut self) {
        self.block();
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) | None => "- ".to_owned(),
        };
        self.bullet = Some(bullet);
    }

    /// Keeps white space, or no longer.
    pub fn preformatted(&mut self, begins: bool) {
        self.paragraph();
        self.preformatted = if begins {
            self.preformatted + 1
        } else {
            self.preformatted.saturating_sub(1)
        };
    }

    /// How much is written.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// What was written since.
    pub fn since(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// The whole text, without blanks at the ends of lines.
    pub fn finish(self) -> String {
        let clean = |c: char| if c == '\u{a0}' { ' ' } else { c };
        let lines = self.text.lines().map(|line| line.trim_end());
        let text = lines.collect::<Vec<_>>().join("\n");
        let text: String = text.chars().filter(|c| *c != '\0').map(clean).collect();
        text.trim().to_owned()
    }
}
