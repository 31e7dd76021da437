//! A dialog: the native element traps focus, Esc closes it, focus returns to where it was.

use super::{Icon, IconButton};
use crate::i18n::t;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A modal dialog. What it holds is drawn only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open; closing sets it to false.
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// `wide` for 920 px.
    #[prop(optional)]
    class: &'static str,
    /// Runs after it was closed, by whatever way.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What stands beside the title.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// Its content, below the title.
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                before.set_value(
                    document()
                        .active_element()
                        .and_then(|element| element.dyn_into().ok()),
                );
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        open.set(false);
        if let Some(element) = before.try_update_value(Option::take).flatten() {
            let _ = element.focus();
        }
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let id = format!("dialog-{}", title.len() + class.len());
    let children = StoredValue::new(children);
    let heading = StoredValue::new(title);
    let head = StoredValue::new(head);
    let label = id.clone();
    let inside = move || {
        let id = id.clone();
        open.get().then(|| {
            view! {
                <div class="db">
                    <header class="dh">
                        <h2 id=id tabindex="-1">{heading.get_value()}</h2>
                        {head.with_value(|head| head.as_ref().map(ViewFn::run))}
                        <IconButton icon=Icon::X label=t::common::close() class="sm" on_press=move || open.set(false) />
                    </header>
                    {children.with_value(|children| children())}
                </div>
            }
        })
    };
    view! {
        <dialog node_ref=node class=format!("dialog {class}") aria-labelledby=label on:close=closed>
            {inside}
        </dialog>
    }
    .into_any()
}
