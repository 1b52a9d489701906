# Every habit as one word. `just` lists them.

_list:
    @just --list

# what a reviewer of the code runs: everything must pass
check:
    bash .ci/run

# open the reviewer's desk on practice data
run *words:
    cargo run --release -- {{words}}

# all tests, or those whose name contains a word
test *filter:
    cargo test {{filter}}

# property tests on cases nobody has drawn before
wander *filter:
    PROPTEST_RNG_SEED=$(date +%s) cargo test {{filter}}

# rewrite the generated pages and pictures of docs/
docs:
    UPDATE_DOCS=1 cargo test -- docs:: pictures

# accept the stored images of screens and outputs
images:
    INSTA_UPDATE=always cargo test

# measure; targets are ratios against peers in the same run
bench *filter:
    cargo bench -- {{filter}}

# the pages of the library
doc:
    cargo doc --no-deps --open
