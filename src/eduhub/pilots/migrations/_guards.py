"""What the database keeps of a pilot's privacy."""

# Who has a seat is in a lane with pupils.
LANES = """
CREATE FUNCTION pilots_seat_needs_lane() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    SELECT lane INTO found FROM pilots_pilot WHERE id = NEW.pilot_id FOR SHARE;
    IF found IS NULL OR found NOT IN ('B', 'C') THEN
        RAISE EXCEPTION 'no seat of a pupil in lane %', found USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM pilots_group WHERE id = NEW.group_id AND pilot_id = NEW.pilot_id
    ) THEN
        RAISE EXCEPTION 'a seat is in its own pilot' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pilots_seat_needs_lane BEFORE INSERT OR UPDATE OF pilot_id, group_id
    ON pilots_seat FOR EACH ROW EXECUTE FUNCTION pilots_seat_needs_lane();

CREATE FUNCTION pilots_lane_a_has_no_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pilots_seat WHERE pilot_id = NEW.id) THEN
        RAISE EXCEPTION 'seats of pupils stand in it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pilots_lane_a_has_no_seat BEFORE UPDATE OF lane ON pilots_pilot
    FOR EACH ROW WHEN (NEW.lane = 'A' AND OLD.lane <> 'A')
    EXECUTE FUNCTION pilots_lane_a_has_no_seat();
"""
# What consent was asked with, given and checked is written once.
ONCE = """
CREATE FUNCTION pilots_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text := TG_ARGV[0];
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('eduhub.destroys', true) = 'on' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> person IS NOT NULL AND to_jsonb(NEW) ->> person IS NULL
        AND to_jsonb(NEW) - person = to_jsonb(OLD) - person THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER pilots_pack_once BEFORE UPDATE OR DELETE ON pilots_pack
    FOR EACH ROW EXECUTE FUNCTION pilots_is_written_once('issued_by_id');
CREATE TRIGGER pilots_paper_once BEFORE UPDATE OR DELETE ON pilots_packpaper
    FOR EACH ROW EXECUTE FUNCTION pilots_is_written_once('nobody');
CREATE TRIGGER pilots_entry_once BEFORE UPDATE OR DELETE ON pilots_consententry
    FOR EACH ROW EXECUTE FUNCTION pilots_is_written_once('entered_by_id');
CREATE TRIGGER pilots_check_once BEFORE UPDATE OR DELETE ON pilots_consentcheck
    FOR EACH ROW EXECUTE FUNCTION pilots_is_written_once('checked_by_id');
"""
