# Every command a person needs. `just` alone lists them.

# List the commands
default:
    @just --list

# Build everything and serve the desk with the demo company on http://127.0.0.1:8080
demo *arguments:
    cargo xtask start --demo {{arguments}}

# Build everything and serve the desk on http://127.0.0.1:8080
start *arguments:
    cargo xtask start {{arguments}}

# Serve unoptimised and rebuild what changes
dev *arguments:
    cargo xtask dev {{arguments}}

# Run every test there is; `just test --only rust,e2e` runs some steps
test *arguments:
    cargo xtask test {{arguments}}

# Measure on both databases: `just bench clocks`
bench name *arguments:
    cargo xtask bench {{name}} {{arguments}}

# Measure how well collections of others are read: `just corpus mail FOLDER`
corpus name folder:
    cargo xtask corpus {{name}} {{folder}}

# Feed made-up input to what reads the input of others: `just fuzz mail 600`
fuzz name *seconds:
    cargo xtask fuzz {{name}} {{seconds}}

# Try at length what must survive kills: `just torture mail`
torture name:
    cargo xtask torture {{name}}

# Check formatting and warnings only
check:
    cargo xtask check

# Format the sources
format:
    cargo fmt --all

# Build the web pages into target/dist and weigh them
dist *arguments:
    cargo xtask dist {{arguments}}

# Serve mailboxes and a mail sink for trying out
mail:
    cargo xtask mail

# Write openapi/guichet.json anew
openapi:
    cargo xtask openapi
