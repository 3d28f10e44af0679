"""Pages as received, in WARC files beside the store, and the manifests that seal them."""
