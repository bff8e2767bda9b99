mod filter_fold;
mod rules;
