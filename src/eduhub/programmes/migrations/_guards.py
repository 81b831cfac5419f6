"""What the database keeps of the programmes as it was written."""

# Copies of what was finalised; the name of whoever finalised may go alone.
SUBMISSION = """
CREATE FUNCTION programmes_submission_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.application_id, NEW.step_id, NEW.number, NEW.content, NEW.sha256,
        NEW.finalised_at)
       IS DISTINCT FROM
       (OLD.id, OLD.application_id, OLD.step_id, OLD.number, OLD.content, OLD.sha256,
        OLD.finalised_at)
    THEN
        RAISE EXCEPTION 'a copy of what was finalised is written once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_submission_stands BEFORE UPDATE ON programmes_submission
    FOR EACH ROW EXECUTE FUNCTION programmes_submission_stands();
"""
# A line of mentor hours stands, but for who wrote it.
HOURS = """
CREATE FUNCTION programmes_hours_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.id, NEW.pair_id, NEW.held_on, NEW.minutes, NEW.corrects_id, NEW.reason,
        NEW.logged_at, NEW.key)
       IS DISTINCT FROM
       (OLD.id, OLD.pair_id, OLD.held_on, OLD.minutes, OLD.corrects_id, OLD.reason,
        OLD.logged_at, OLD.key)
    THEN
        RAISE EXCEPTION 'hours are written once: a later line corrects them';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_hours_stand BEFORE UPDATE OR DELETE ON programmes_hourline
    FOR EACH ROW EXECUTE FUNCTION programmes_hours_stand();
"""
# What a company has told is corrected beside it, never over it.
FIGURE = """
CREATE FUNCTION programmes_figureanswer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.ask_id, NEW.figure_id, NEW.number, NEW.said, NEW.value, NEW.said_at,
        NEW.by_link)
       IS DISTINCT FROM
       (OLD.id, OLD.ask_id, OLD.figure_id, OLD.number, OLD.said, OLD.value, OLD.said_at,
        OLD.by_link)
    THEN
        RAISE EXCEPTION 'what was told of a figure is corrected by another answer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_figureanswer_stands BEFORE UPDATE ON programmes_figureanswer
    FOR EACH ROW EXECUTE FUNCTION programmes_figureanswer_stands();
"""
