//! The page.

use futures_util::future::abortable;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use patchlens::fetch::PatchClient;

use crate::missing::{self, Patch, Problem};

/// What is known of the chosen node.
#[derive(Clone)]
enum State {
    Loading(Vec<Patch>),
    Failed(Problem),
    Done(Vec<Patch>),
}

#[component]
pub fn App(client: PatchClient) -> impl IntoView {
    let client = StoredValue::new_local(client);
    let input = NodeRef::<Input>::new();
    // A new value reads again, even if it is the same node.
    let chosen = RwSignal::new(None::<String>);
    let state = RwSignal::new(State::Loading(Vec::new()));
    let choose = move |event: SubmitEvent| {
        event.prevent_default();
        chosen.set(input.get().map(|input| input.value().trim().into()));
    };
    Effect::new(move || {
        let Some(node_id) = chosen.get() else { return };
        state.set(State::Loading(Vec::new()));
        let on_page = move |patches| state.set(State::Loading(patches));
        let reading = missing::read(client.get_value(), node_id, on_page);
        let (reading, handle) = abortable(reading);
        on_cleanup(move || handle.abort());
        spawn_local(async move {
            // It is aborted when another node is chosen.
            if let Ok(result) = reading.await {
                state.set(result.map_or_else(State::Failed, State::Done));
            }
        });
    });
    let again = move || chosen.update(|_| {});
    view! {
        <main>
            <h1>"Missing patches"</h1>
            <form on:submit=choose>
                <label>
                    "Node "
                    <input
                        node_ref=input required placeholder="i-0123456789abcdef0" autocomplete="off"
                    />
                </label>
                " "
                <button type="submit">"Show"</button>
            </form>
            {move || chosen.get().map(|node_id| view! { <Missing node_id state again /> })}
        </main>
    }
}

#[component]
fn Missing(
    node_id: String,
    state: RwSignal<State>,
    again: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    move || match state.get() {
        State::Failed(problem) => view! { <Failed problem again /> }.into_any(),
        State::Loading(patches) => {
            let words = match patches.len() {
                0 => "Loading…".into(),
                count => format!("{count} so far, loading…"),
            };
            view! { <Patches node_id=node_id.clone() patches words busy="true" /> }.into_any()
        }
        State::Done(patches) => {
            let words = match patches.len() {
                0 => "No patch is missing.".into(),
                1 => "1 patch is missing.".into(),
                count => format!("{count} patches are missing."),
            };
            view! { <Patches node_id=node_id.clone() patches words busy="false" /> }.into_any()
        }
    }
}

#[component]
fn Failed(problem: Problem, again: impl Fn() + Send + 'static) -> impl IntoView {
    let words = match problem.is_unknown {
        true => "The service knows no patches of this node.",
        false => "The patches could not be read.",
    };
    view! {
        <div role="alert">
            <p>{words}</p>
            <p>
                <small>{problem.message}</small>
            </p>
            <button type="button" on:click=move |_| again()>
                "Try again"
            </button>
        </div>
    }
}

#[component]
fn Patches(
    node_id: String,
    patches: Vec<Patch>,
    words: String,
    busy: &'static str,
) -> impl IntoView {
    let table = (!patches.is_empty()).then(|| view! { <Table node_id patches /> });
    view! {
        <section aria-busy=busy>
            <p role="status">{words}</p>
            {table}
        </section>
    }
}

#[component]
fn Table(node_id: String, patches: Vec<Patch>) -> impl IntoView {
    let titles = ["Patch", "Severity", "Classification", "CVEs"];
    let row = |patch: Patch| {
        view! {
            <tr>
                <th scope="row">{patch.title}</th>
                <td>{patch.severity}</td>
                <td>{patch.classification}</td>
                <td>{patch.cves}</td>
            </tr>
        }
    };
    view! {
        <table>
            <caption>{format!("Missing patches of {node_id}")}</caption>
            <thead>
                <tr>{titles.map(|title| view! { <th scope="col">{title}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{patches.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
