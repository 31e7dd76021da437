//! Attachments: uploaded, put on a message, read by those who read the message.

use bytes::Bytes;
use chrono::Duration;
use futures::executor::block_on;
use futures::{TryStreamExt, stream};
use guichet_desk::attachments::{AttachmentView, FileRefusal, Upload, remove};
use guichet_desk::tickets::{Writing, create, note, reply};
use guichet_desk::{Refusal, Slice, Wrong, messages};
use guichet_domain::ids::{AttachmentId, PersonId};
use guichet_domain::text::Line;
use guichet_store::files::FileError;
use guichet_testkit::on_both_databases;

use crate::given::{House, asked, body};

impl House {
    fn uploads(&self, person: PersonId, content: &str) -> Result<AttachmentView, FileRefusal> {
        let upload = Upload {
            name: Line::parse("capture.png").unwrap(),
            media_type: Line::parse("image/png").unwrap(),
        };
        let pieces = vec![Ok::<_, std::io::Error>(Bytes::from(content.to_owned()))];
        block_on(
            self.desk
                .upload(self.by(person), upload, stream::iter(pieces)),
        )
    }

    fn downloads(&self, person: PersonId, id: AttachmentId) -> Result<Vec<u8>, FileRefusal> {
        let by = self.by(person);
        block_on(async {
            let download = self.desk.download(by, id).await?;
            let pieces = download.bytes.map_ok(|piece| piece.to_vec());
            Ok(pieces.try_concat().await?)
        })
    }

    fn is_hidden(&self, person: PersonId, id: AttachmentId) -> bool {
        matches!(
            self.downloads(person, id),
            Err(FileRefusal::Refused(Refusal::NotFound))
        )
    }
}

fn with(files: &[AttachmentId]) -> Writing {
    Writing {
        body: body("Voici le fichier"),
        attachments: files.to_vec(),
    }
}

on_both_databases! {
    fn a_file_waits_for_its_uploader_and_is_read_with_its_message(store) {
        let house = House::on(store);
        let file = house.uploads(house.camille, "pixels").unwrap();
        assert_eq!((file.name.as_str(), file.size), ("capture.png", 6));
        assert_eq!(house.downloads(house.camille, file.id).unwrap(), b"pixels");
        assert!(house.is_hidden(house.ines, file.id));
        let mut new = asked("Écran noir");
        new.attachments = vec![file.id];
        let ticket = house.done(house.camille, move |tx, by| create(tx, by, &new));
        assert_eq!(house.downloads(house.ines, file.id).unwrap(), b"pixels");
        assert!(house.is_hidden(house.zoe, file.id));
        let page = house.done(house.ines, move |tx, by| {
            messages::list(tx, by, ticket.id, &Slice::default())
        });
        assert_eq!(page.items[0].attachments, [file]);
    }

    fn the_file_of_a_note_is_for_staff(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let file = house.uploads(house.ines, "interne").unwrap();
        house.done(house.ines, move |tx, by| note(tx, by, id, None, &with(&[file.id])));
        assert_eq!(house.downloads(house.supervisor, file.id).unwrap(), b"interne");
        assert!(house.is_hidden(house.camille, file.id));
    }

    fn a_file_of_somebody_else_or_one_that_is_sent_already_is_refused(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let own = house.uploads(house.camille, "a").unwrap().id;
        let foreign = house.uploads(house.ines, "b").unwrap().id;
        let sent = house.uploads(house.camille, "c").unwrap().id;
        house.done(house.camille, move |tx, by| reply(tx, by, id, None, &with(&[sent])));
        for (files, place) in [
            (vec![foreign], 0),
            (vec![own, foreign], 1),
            (vec![own, sent], 1),
            (vec![own, own], 1),
            (vec![own, AttachmentId(999_999)], 1),
        ] {
            let refused = house.tried(house.camille, move |tx, by| {
                reply(tx, by, id, None, &with(&files))
            });
            let field = format!("attachment_ids[{place}]");
            assert_eq!(refused, Err(Refusal::field(field, Wrong::NoSuchObject)));
        }
        // All as before: the foreign file still waits for its own uploader, the sent one is read.
        assert_eq!(house.downloads(house.ines, foreign).unwrap(), b"b");
        assert_eq!(house.downloads(house.ines, sent).unwrap(), b"c");
        assert!(house.is_hidden(house.ines, own));
    }

    fn a_waiting_file_is_taken_back_by_its_uploader_only(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let file = house.uploads(house.camille, "a").unwrap().id;
        let refused = house.tried(house.ines, move |tx, by| remove(tx, by, file));
        assert_eq!(refused, Err(Refusal::NotFound));
        house.done(house.camille, move |tx, by| remove(tx, by, file));
        assert!(house.is_hidden(house.camille, file));
        let sent = house.uploads(house.camille, "b").unwrap().id;
        house.done(house.camille, move |tx, by| reply(tx, by, id, None, &with(&[sent])));
        let refused = house.tried(house.camille, move |tx, by| remove(tx, by, sent));
        assert_eq!(refused, Err(Refusal::Forbidden));
    }

    fn a_file_larger_than_allowed_is_refused(store) {
        let house = House::on(store);
        let refused = house.uploads(house.camille, &"x".repeat(1_025));
        assert!(matches!(refused, Err(FileRefusal::File(FileError::TooLarge { limit: 1_024 }))));
    }

    fn files_that_nobody_sends_are_swept_after_a_day(store) {
        let house = House::on(store);
        let id = house.asked().id;
        let sent = house.uploads(house.camille, "same").unwrap().id;
        house.done(house.camille, move |tx, by| reply(tx, by, id, None, &with(&[sent])));
        let same = house.uploads(house.camille, "same").unwrap().id;
        let lonely = house.uploads(house.camille, "lonely").unwrap().id;
        house.clock.advance(Duration::hours(24));
        let fresh = house.uploads(house.camille, "fresh").unwrap().id;
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().files, 0);
        house.clock.advance(Duration::seconds(1));
        assert_eq!(block_on(house.desk.do_what_is_due()).unwrap().files, 2);
        assert!(house.is_hidden(house.camille, same) && house.is_hidden(house.camille, lonely));
        // The bytes that a sent file has too are still there.
        assert_eq!(house.downloads(house.ines, sent).unwrap(), b"same");
        assert_eq!(house.downloads(house.camille, fresh).unwrap(), b"fresh");
        let again = house.uploads(house.camille, "lonely").unwrap().id;
        assert_eq!(house.downloads(house.camille, again).unwrap(), b"lonely");
    }
}
