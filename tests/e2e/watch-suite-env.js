/** Imported before the tests of the page, so that these run on the watch: their hooks begin as they are imported. */
process.env.PATCHLENS_PAGE_ON = 'watch';
