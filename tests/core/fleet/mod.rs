mod filter_fold;
