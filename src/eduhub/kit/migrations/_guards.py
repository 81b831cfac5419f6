"""The shared cache's table, and a ledger that the database itself keeps from being rewritten."""

# The shared cache.
CACHE = """
CREATE TABLE kit_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX kit_cache_expires ON kit_cache (expires);
"""
# The ledger is written once.
LEDGER = """
CREATE FUNCTION kit_ledger_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is written once: % refused', TG_OP;
END $$;
CREATE TRIGGER kit_ledger_is_written_once BEFORE UPDATE OR DELETE ON kit_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION kit_ledger_is_written_once();
"""
