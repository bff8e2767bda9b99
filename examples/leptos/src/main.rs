//! A page that lists the patches that a node is missing.

mod app;
mod missing;
mod service;

use leptos::prelude::*;

fn main() {
    match service::client() {
        Ok(client) => mount_to_body(move || view! { <app::App client /> }),
        Err(error) => mount_to_body(move || view! { <p role="alert">{error.to_string()}</p> }),
    }
}
