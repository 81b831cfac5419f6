"""What the database notes and keeps of the catalogue."""

# A line for every statement that may change what the directory shows. The number of lines and
# the newest of them name the directory as it stands: what was drawn for that name may be shown
# again. A row that everybody updates would say the same, but would make all who write wait.
SEEN = (
    *("catalogue_solution", "catalogue_claim", "catalogue_topic", "catalogue_company"),
    "people_organisation",
)
CHANGES = """
CREATE TABLE catalogue_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO catalogue_change DEFAULT VALUES;
CREATE FUNCTION catalogue_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_change DEFAULT VALUES;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();\n"
    for table in SEEN
)
# A dossier, its reviews and screenings are written once.
DOSSIERS = """
CREATE FUNCTION catalogue_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text := TG_ARGV[0];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> person IS NOT NULL AND to_jsonb(NEW) ->> person IS NULL
        AND to_jsonb(NEW) - person = to_jsonb(OLD) - person THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER catalogue_dossier_once BEFORE UPDATE OR DELETE ON catalogue_dossier
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_written_once('published_by_id');
CREATE TRIGGER catalogue_review_once BEFORE UPDATE OR DELETE ON catalogue_dossierreview
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_written_once('reviewed_by_id');
CREATE TRIGGER catalogue_screening_once BEFORE UPDATE OR DELETE ON catalogue_screening
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_written_once('screened_by_id');
"""
# What was said of a market is written once.
MARKETS = """
CREATE TRIGGER catalogue_market_facts_once BEFORE UPDATE OR DELETE ON catalogue_marketfacts
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_written_once('changed_by_id');
"""
