//! Addresses that are not written to: those that do not work, and those whose owners complained.

use super::names;
use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::post::returned as words;
use crate::remote::Remote;
use guichet_contract::post::FlaggedAddress;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The card.
#[component]
pub fn Returned() -> AnyView {
    let addresses = Remote::new(|| async { Ok(ask(client().flagged_addresses()).await?.items) });
    let busy = RwSignal::new(None::<String>);
    view! {
        <section class="card" aria-labelledby="returned">
            <Refreshing active=addresses.refreshing() />
            <div class="ct">
                <div class="grow">
                    <h2 id="returned">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            {addresses.view(move |all| match all.is_empty() {
                true => view! { <Empty icon=Icon::CircleCheck title=words::none() /> }.into_any(),
                false => table(all, addresses, busy),
            })}
        </section>
    }
    .into_any()
}

fn table(
    all: Vec<FlaggedAddress>,
    addresses: Remote<Vec<FlaggedAddress>>,
    busy: RwSignal<Option<String>>,
) -> AnyView {
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|one| row(one, addresses, busy))
        .collect();
    view! {
        <table class="dt plist mails">
            <caption class="sr">{words::title()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::address()}</th>
                    <th scope="col">{words::why()}</th>
                    <th scope="col">{words::until()}</th>
                    <th scope="col"><span class="sr">{words::actions()}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    one: FlaggedAddress,
    addresses: Remote<Vec<FlaggedAddress>>,
    busy: RwSignal<Option<String>>,
) -> AnyView {
    let address = one.address.clone();
    let is_busy = {
        let address = address.clone();
        move || {
            busy.with(|busy| busy.as_ref() == Some(&address))
                .then_some("true")
        }
    };
    view! {
        <tr>
            <th scope="row">{one.address.clone()}</th>
            <td class="cwhy">
                <span class="cause"><Tag label=names::flag(one.flag) tone="warn" /><small>{one.detail}</small></span>
            </td>
            <td>{format::moment(one.until)}</td>
            <td class="n">
                <button
                    type="button"
                    class="btn sm"
                    aria-label=words::clear_name(&one.address)
                    aria-busy=is_busy
                    on:click=move |_| clear(address.clone(), addresses, busy)
                >
                    {words::clear()}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn clear(address: String, addresses: Remote<Vec<FlaggedAddress>>, busy: RwSignal<Option<String>>) {
    if busy.with_untracked(Option::is_some) {
        return;
    }
    busy.set(Some(address.clone()));
    spawn_local(async move {
        let answer = ask(client().clear_address(&address)).await;
        if busy.try_set(None).is_some() {
            return;
        }
        match answer {
            Ok(()) => toasts().done(words::cleared(&address)),
            Err(failure) => toasts().failed(&failure),
        }
        addresses.reload();
    });
}
