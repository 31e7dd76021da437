//! The outline of a file: its events, each with the properties that matter here. The lines are parsed
//! by `icalendar`; the outline is ours, for the crate's own takes one calendar a file, gives up at the
//! first odd line, and calls itself for each component within another.

use icalendar::Property;
use icalendar::parser::unfold;

use super::event::Event;
use super::{LARGEST, MOST_EVENTS, Unreadable};

/// The most components within one another; real files have three.
const DEEPEST: usize = 16;

/// The properties that say when an event is and what it is called.
const WANTED: [&str; 10] = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "SUMMARY",
    "STATUS",
    "RRULE",
    "EXRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
];

/// The events of a file, in their order.
pub(super) fn events(text: &str) -> Result<Vec<Event>, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(Unreadable::NotACalendar);
    }
    let mut outline = Outline::default();
    for line in unfold(text).lines().filter(|line| !line.trim().is_empty()) {
        outline.take(line)?;
    }
    outline.finish()
}

/// What has been read so far.
#[derive(Default)]
struct Outline {
    /// The names of the components that are open, the outermost first.
    open: Vec<String>,
    events: Vec<Event>,
    begun: bool,
}

impl Outline {
    fn take(&mut self, line: &str) -> Result<(), Unreadable> {
        if let Some(name) = after(line, "BEGIN:") {
            self.begin(name)
        } else if self.open.is_empty() {
            Err(self.broken())
        } else if let Some(name) = after(line, "END:") {
            let ended = self.open.pop();
            let matches = ended.is_some_and(|open| open.eq_ignore_ascii_case(name));
            matches.then_some(()).ok_or(Unreadable::Broken)
        } else {
            self.property(line);
            Ok(())
        }
    }

    fn begin(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.open.is_empty() && !name.eq_ignore_ascii_case("VCALENDAR") {
            return Err(self.broken());
        }
        self.begun = true;
        self.open.push(name.to_owned());
        if self.open.len() > DEEPEST {
            return Err(Unreadable::Broken);
        }
        if self.in_event() {
            self.events.push(Event::default());
        }
        if self.events.len() > MOST_EVENTS {
            return Err(Unreadable::TooManyEvents);
        }
        Ok(())
    }

    /// Whether the line belongs to an event itself, not to an alarm within it.
    fn in_event(&self) -> bool {
        matches!(&self.open[..], [_, event] if event.eq_ignore_ascii_case("VEVENT"))
    }

    fn property(&mut self, line: &str) {
        if !self.in_event() {
            return;
        }
        let name = line.split([':', ';']).next().unwrap_or_default();
        let wanted = WANTED.iter().find(|word| word.eq_ignore_ascii_case(name));
        if let (Some(event), Some(name)) = (self.events.last_mut(), wanted) {
            event.take(name, line.parse::<Property>().ok());
        }
    }

    fn finish(self) -> Result<Vec<Event>, Unreadable> {
        if self.begun && self.open.is_empty() {
            Ok(self.events)
        } else {
            Err(self.broken())
        }
    }

    fn broken(&self) -> Unreadable {
        if self.begun {
            Unreadable::Broken
        } else {
            Unreadable::NotACalendar
        }
    }
}

/// What follows a prefix, whatever its case.
fn after<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = line.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| rest.trim())
}
