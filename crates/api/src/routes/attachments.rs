//! Files: uploaded first, attached to a message afterwards, downloaded by those who read it.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use futures_util::{StreamExt, TryStreamExt};
use guichet_contract::attachment::Attachment;
use guichet_desk::Refusal;
use guichet_desk::attachments::{self, FileError, FileRefusal, Upload};
use guichet_domain::ids::AttachmentId;
use guichet_domain::text::Line;

use crate::auth::actor::Actor;
use crate::door::Door;
use crate::input::{Path, media_type, parsed};
use crate::problem::{Code, FieldCode, FieldProblem, Problem};
use crate::wire;

/// What an upload looks like in the API document.
#[derive(utoipa::ToSchema)]
#[allow(dead_code)]
pub struct FileUpload {
    /// The file, with its name.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Uploads a file
///
/// One part named `file`. It waits for the message it is sent with, a day at most.
#[utoipa::path(tag = "messages",
    request_body(content = FileUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file", body = Attachment,
        headers(("Location" = String, description = "Its address")))))]
#[post("/api/v1/attachments")]
pub async fn upload_attachment(
    request: HttpRequest,
    door: Data<Door>,
    actor: Actor,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    media_type(&request, &["multipart/form-data"])?;
    let mut parts = Multipart::new(request.headers(), payload);
    let Some(part) = parts.next().await else {
        return Err(missing());
    };
    let part = part.map_err(|error| broken(&error))?;
    let upload = described(&part)?;
    let by = actor.by(door.desk());
    let file = door
        .desk()
        .upload(by, upload, part)
        .await
        .map_err(refused)?;
    let file = wire::attachment(file);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/attachments/{}", file.id)))
        .json(file))
}

/// Downloads a file
///
/// Before it is sent by its sender only, afterwards by those who read the message. Never shown by
/// the browser itself.
#[utoipa::path(tag = "messages", params(("id" = AttachmentId, Path, description = "Which one")),
    responses((status = 200, description = "Its bytes", body = Vec<u8>,
        content_type = "application/octet-stream",
        headers(("Content-Disposition" = String, description = "Its name (RFC 6266)")))))]
#[get("/api/v1/attachments/{id}")]
pub async fn download_attachment(
    door: Data<Door>,
    actor: Actor,
    id: Path<AttachmentId>,
) -> Result<HttpResponse, Problem> {
    let by = actor.by(door.desk());
    let found = door
        .desk()
        .download(by, id.into_inner())
        .await
        .map_err(refused)?;
    let bytes = found.bytes.map_err(std::io::Error::other);
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header(named(&found.file.name))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ))
        .no_chunking(found.file.size)
        .streaming(bytes))
}

/// Discards a file that was not sent
#[utoipa::path(tag = "messages", params(("id" = AttachmentId, Path, description = "Which one")),
    responses((status = 204, description = "It is gone")))]
#[delete("/api/v1/attachments/{id}")]
pub async fn discard_attachment(
    door: Data<Door>,
    actor: Actor,
    id: Path<AttachmentId>,
) -> Result<HttpResponse, Problem> {
    let (by, id) = (actor.by(door.desk()), id.into_inner());
    door.desk()
        .write(move |tx| attachments::remove(tx, &by, id))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Name and type of a part; what a browser sends of a folder is cut off.
fn described(part: &Field) -> Result<Upload, Problem> {
    let disposition = part.content_disposition();
    let is_file = disposition.and_then(ContentDisposition::get_name) == Some("file");
    let name = disposition.and_then(ContentDisposition::get_filename);
    let (true, Some(name)) = (is_file, name) else {
        return Err(missing());
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kind = part
        .content_type()
        .map(|kind| kind.essence_str().to_owned());
    let kind = kind.as_deref().unwrap_or("application/octet-stream");
    Ok(Upload {
        name: parsed("file", Line::parse(name))?,
        media_type: parsed("file", Line::parse(kind))?,
    })
}

fn missing() -> Problem {
    Problem::invalid(vec![FieldProblem {
        field: "file".to_owned(),
        code: FieldCode::Missing,
        detail: "Send one part named `file`, with the name of the file.".to_owned(),
    }])
}

fn broken(error: &MultipartError) -> Problem {
    match error {
        MultipartError::Payload(_) | MultipartError::Incomplete => Code::MalformedRequest.into(),
        other => Problem::new(Code::MalformedRequest).detail(format!("Not multipart: {other}.")),
    }
}

fn refused(refusal: FileRefusal) -> Problem {
    match refusal {
        FileRefusal::Refused(refusal) => refusal.into(),
        FileRefusal::File(FileError::TooLarge { limit }) => {
            Problem::new(Code::TooLarge).detail(format!("A file may have at most {limit} bytes."))
        }
        FileRefusal::File(FileError::BrokeOff) => Code::MalformedRequest.into(),
        FileRefusal::File(FileError::NotFound) => Code::NotFound.into(),
        FileRefusal::File(FileError::Unavailable(reason)) => {
            tracing::error!(reason, "files cannot be reached");
            Refusal::Unavailable.into()
        }
        FileRefusal::File(error @ FileError::Location { .. }) => Problem::fault(&error),
    }
}

/// As RFC 6266 has it: downloaded, under its name in UTF-8.
fn named(name: &str) -> ContentDisposition {
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        })],
    }
}
