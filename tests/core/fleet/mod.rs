mod filter_agrees;
mod filter_errors;
mod filter_fold;
mod filter_naive;
mod filter_rows;
mod filter_store;
mod filter_text;
mod rules;
