//! What a message was as a mail: its quoted text, folded, and the whole of it as it was formatted,
//! in a frame that nothing gets out of and where no script runs.

use crate::components::*;
use crate::i18n::t::letter as words;
use guichet_contract::attachment::Attachment;
use guichet_contract::message::MessageMail;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, NodeList, Response, SupportedType};

/// Images larger than this stay files.
const LARGEST: i64 = 5 << 20;

/// What a mail looks like that says nothing of it.
const PAPER: &str =
    "margin:12px 14px;font:14px/1.5 sans-serif;color:#171a21;overflow-wrap:anywhere";

/// Quoted text and formatting, below the words of the message.
pub fn folds(mail: &MessageMail, files: &[Attachment]) -> AnyView {
    let quoted = mail.quoted.clone().map(|text| {
        view! {
            <details class="fold">
                <summary><Glyph icon=Icon::ChevronRight />{words::quoted()}</summary>
                <div class="quoted"><Prose text=text /></div>
            </details>
        }
    });
    let formatted = mail
        .html
        .clone()
        .map(|html| view! { <Formatted html=html files=files.to_vec() /> });
    view! { {quoted} {formatted} }.into_any()
}

#[component]
fn Formatted(html: String, files: Vec<Attachment>) -> AnyView {
    let open = RwSignal::new(false);
    let html = StoredValue::new(html);
    let page = RwSignal::new(None::<String>);
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if page.with_untracked(Option::is_some) {
            return;
        }
        let files = files.clone();
        spawn_local(async move {
            let dressed = dressed(&html.get_value(), &files).await;
            let _ = page.try_set(dressed);
        });
    };
    let foreign = html.with_value(|html| html.contains("data-src"));
    let frame = move || {
        let page = page.get().filter(|_| open.get())?;
        let note = foreign.then(|| view! { <p class="sub">{words::images()}</p> });
        Some(view! {
            {note}
            // Links open in windows of their own; nothing else gets out.
            <iframe
                class="letter paper"
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                srcdoc=page
                title=words::title()
            ></iframe>
        })
    };
    view! {
        <div class="fold">
            <button
                type="button"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=toggle
            >
                <Glyph icon=Icon::ChevronRight />
                {words::formatted()}
            </button>
            {frame}
        </div>
    }
    .into_any()
}

/// The mail as the frame gets it: images that came with it are put in, links lead to new windows.
/// A frame of its own has no session to fetch them with.
async fn dressed(html: &str, files: &[Attachment]) -> Option<String> {
    let parser = DomParser::new().ok()?;
    // What is parsed so runs nothing and fetches nothing.
    let page: Document = parser
        .parse_from_string(html, SupportedType::TextHtml)
        .ok()?;
    for image in elements(&page, "img") {
        let Some(name) = content_id(&image) else {
            continue;
        };
        let _ = image.remove_attribute("src");
        if let Some(file) = files.iter().find(|file| is_file(file, &name))
            && let Some(data) = data_url(file).await
        {
            let _ = image.set_attribute("src", &data);
        }
    }
    // What has no picture says what it shows.
    for image in elements(&page, "img:not([src])") {
        let words = image.get_attribute("alt").unwrap_or_default();
        let _ = image.replace_with_with_str_1(&words);
    }
    for link in elements(&page, "a[href]") {
        let _ = link.set_attribute("target", "_blank");
        let _ = link.set_attribute("rel", "noopener noreferrer");
    }
    for sheet in elements(&page, "style, link, base, meta") {
        sheet.remove();
    }
    let body = page.body()?;
    let _ = body.set_attribute("style", PAPER);
    Some(page.document_element()?.outer_html())
}

fn elements(page: &Document, selector: &str) -> Vec<Element> {
    let found: Option<NodeList> = page.query_selector_all(selector).ok();
    let Some(found) = found else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}

/// What a `cid:` address names (RFC 2392).
fn content_id(image: &Element) -> Option<String> {
    let named = image.get_attribute("data-cid");
    named.or_else(|| Some(image.get_attribute("src")?.strip_prefix("cid:")?.to_owned()))
}

/// Mail programs name the part after the file: `image001.png@01DB2C`.
fn is_file(file: &Attachment, name: &str) -> bool {
    let shown = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    let begins = name.split('@').next().unwrap_or_default();
    shown.contains(&file.media_type.as_str())
        && file.size <= LARGEST
        && (file.name == name || file.name == begins || file.id.to_string() == name)
}

async fn data_url(file: &Attachment) -> Option<String> {
    let address = format!("/api/v1/attachments/{}", file.id);
    let answer = JsFuture::from(window().fetch_with_str(&address))
        .await
        .ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    Some(format!(
        "data:{};base64,{}",
        file.media_type,
        base64(&bytes)
    ))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_base64() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
    }
}
