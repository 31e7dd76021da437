//! The parts every page is made of: native elements in the clothes of the design.
//! A page imports what it needs with `use crate::components::*`.

mod announcer;
mod avatar;
mod button;
mod choice;
mod combobox;
mod dialog;
mod field;
mod file_chip;
mod glyph;
mod logo;
mod marks;
mod matrix;
mod menu;
mod notice;
mod prose;
mod select;
mod stage_line;
mod tabs;
mod time;
mod toast;
mod uploads;
mod waiting;

pub use announcer::{Announcer, announce, provide_announcer};
pub use avatar::{Avatar, AvatarSize, initials};
pub use button::{IconButton, SubmitButton};
pub use choice::{Check, Segments, Switch};
pub use combobox::{Choice, Combobox, Search, search_with};
pub use dialog::Dialog;
pub use field::{PasswordField, TextArea, TextField};
pub use file_chip::FileChip;
pub use glyph::{Glyph, Icon, Sprite};
pub use logo::Logo;
pub use marks::{LevelMark, PriorityMark, StageMark, Tag};
pub use matrix::PriorityMatrix;
pub use menu::{Menu, MenuEntry};
pub use notice::{Banner, Empty, Failed, FormFailure, Tone};
pub use prose::Prose;
pub use select::Select;
pub use stage_line::{LineStop, SixBars, StageBar, StageLine};
pub use tabs::Tabs;
pub use time::{Time, TimeStyle, minute, provide_minute};
pub use toast::{ToastHost, Toasts, provide_toasts, toasts};
pub use uploads::{AttachButton, UploadList, Uploads};
pub use waiting::{Refreshing, SkeletonRows};
