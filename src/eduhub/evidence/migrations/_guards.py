"""What is frozen, drawn, analysed, signed or published is kept so by the database itself.

A person who erases their account is cut from these rows (their column becomes NULL): that, and
nothing else, stays possible.
"""

# A frozen plan stands but for its newest version and the moment of its first outcome.
PLAN = """
CREATE FUNCTION evidence_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a frozen plan is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.frozen_by_id IS NULL THEN OLD.frozen_by_id := NULL; END IF;
    IF OLD.first_outcome_at IS NULL THEN OLD.first_outcome_at := NEW.first_outcome_at; END IF;
    IF NEW.latest_id IS DISTINCT FROM OLD.latest_id THEN
        IF NEW.latest_id IS DISTINCT FROM (
            SELECT id FROM evidence_planversion WHERE plan_id = OLD.id
            ORDER BY number DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'the version in force is the newest';
        END IF;
        OLD.latest_id := NEW.latest_id;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a frozen plan is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_is_frozen BEFORE UPDATE OR DELETE ON evidence_plan
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION evidence_plan_is_frozen();
"""
# A frozen plan is changed by a version that is added; each names the one before it.
VERSIONS = """
CREATE FUNCTION evidence_plan_version_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen evidence_plan;
    newest evidence_planversion;
    earlier jsonb;
    told jsonb := NEW.content::jsonb;
    name text;
BEGIN
    SELECT * INTO frozen FROM evidence_plan WHERE id = NEW.plan_id FOR UPDATE;
    IF frozen.frozen_at IS NULL THEN
        RAISE EXCEPTION 'a draft has no versions';
    END IF;
    SELECT * INTO newest FROM evidence_planversion WHERE plan_id = NEW.plan_id
        ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(newest.number, 1) + 1
        OR NEW.previous <> coalesce(newest.fingerprint, frozen.fingerprint)
        OR told ->> 'previous' IS DISTINCT FROM NEW.previous
        OR told ->> 'first' IS DISTINCT FROM frozen.fingerprint
        OR told -> 'version' IS DISTINCT FROM to_jsonb(NEW.number) THEN
        RAISE EXCEPTION 'a version names the one before it';
    END IF;
    IF NEW.fingerprint <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'a fingerprint is that of the content';
    END IF;
    IF EXISTS (SELECT 1 FROM evidence_result WHERE plan_id = NEW.plan_id) THEN
        RAISE EXCEPTION 'once the data are closed, a plan is not changed';
    END IF;
    earlier := coalesce(newest.content, frozen.content)::jsonb;
    FOREACH name IN ARRAY ARRAY['schema', 'pilot', 'pilot_id', 'period', 'solution', 'design',
        'arms_told', 'unit', 'source', 'classes', 'commitment', 'method', 'confidence',
        'frozen_at', 'frozen_as',
        'tests_outcome'] LOOP
        IF earlier -> name IS DISTINCT FROM told -> name THEN
            RAISE EXCEPTION 'fixed by the freezing: %', name;
        END IF;
    END LOOP;
    IF frozen.first_outcome_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM evidence_totals WHERE plan_id = NEW.plan_id) THEN
        FOREACH name IN ARRAY ARRAY['statement', 'baseline', 'scale', 'dose',
            'measured_with'] LOOP
            IF earlier -> name IS DISTINCT FROM told -> name THEN
                RAISE EXCEPTION 'fixed by the first outcome: %', name;
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_version_follows BEFORE INSERT ON evidence_planversion
    FOR EACH ROW EXECUTE FUNCTION evidence_plan_version_follows();

CREATE FUNCTION evidence_plan_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a plan is never deleted';
    END IF;
    IF NEW.amended_by_id IS NULL THEN OLD.amended_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a version of a plan is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_version_is_kept BEFORE UPDATE OR DELETE ON evidence_planversion
    FOR EACH ROW EXECUTE FUNCTION evidence_plan_version_is_kept();
"""
# A lot is drawn once.
LOT = """
CREATE FUNCTION evidence_lot_is_drawn_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a lot is never deleted';
    END IF;
    IF NEW.nonce <> OLD.nonce THEN
        RAISE EXCEPTION 'the nonce was committed to';
    END IF;
    IF OLD.drawn_at IS NOT NULL AND NEW.drawn_at IS DISTINCT FROM OLD.drawn_at THEN
        RAISE EXCEPTION 'a lot is drawn once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_lot_is_drawn_once BEFORE UPDATE OR DELETE ON evidence_lot
    FOR EACH ROW EXECUTE FUNCTION evidence_lot_is_drawn_once();

CREATE FUNCTION evidence_class_keeps_its_arm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a class of a frozen plan is never deleted';
    END IF;
    IF OLD.arm = '' THEN OLD.arm := NEW.arm; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a class keeps its code, its block and its arm';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_class_keeps_its_arm BEFORE UPDATE OR DELETE ON evidence_trialclass
    FOR EACH ROW EXECUTE FUNCTION evidence_class_keeps_its_arm();
"""
# Two classes of one school and side may be counted as one; who was drawn stays.
JOINT = """
CREATE FUNCTION evidence_joint_is_of_one_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM evidence_trialclass one
        JOIN evidence_trialclass host ON host.id = NEW.host_id
        JOIN pilots_group mine ON mine.id = one.group_id
        JOIN pilots_group theirs ON theirs.id = host.group_id
        WHERE one.id = NEW.one_id AND one.plan_id = host.plan_id AND one.arm = host.arm
            AND one.arm <> '' AND one.block = host.block AND mine.school_id = theirs.school_id
    ) THEN
        RAISE EXCEPTION 'only classes of one plan, school, block and arm are counted together';
    END IF;
    IF EXISTS (
        SELECT FROM evidence_joint other
        WHERE other.id IS DISTINCT FROM NEW.id
            AND (other.one_id = NEW.host_id OR other.host_id = NEW.one_id)
    ) THEN
        RAISE EXCEPTION 'a class that is counted with another has no classes with it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_joint_is_of_one_side BEFORE INSERT OR UPDATE ON evidence_joint
    FOR EACH ROW EXECUTE FUNCTION evidence_joint_is_of_one_side();
"""
# A withdrawal may empty a result that is not public yet; a public one stands.
RESULT = """
CREATE FUNCTION evidence_result_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a result is never deleted';
    END IF;
    IF OLD.published_at IS NULL AND NEW.published_at IS NULL AND NEW.state = 'reopened' THEN
        RETURN NEW; -- emptied, as a constraint sees to
    END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF OLD.published_at IS NULL THEN
        OLD.published_at := NEW.published_at;
        OLD.published_by_id := NEW.published_by_id;
        OLD.bundle := NEW.bundle;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a result is never changed, and never taken back';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_result_stands BEFORE UPDATE OR DELETE ON evidence_result
    FOR EACH ROW WHEN (OLD.state = 'ready') EXECUTE FUNCTION evidence_result_stands();
"""
# Analyses beside the plan are kept as asked and worked out, or emptied.
EXPLORATION = """
CREATE FUNCTION evidence_exploration_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an exploration is never deleted';
    END IF;
    IF NEW.asked_by_id IS NULL THEN OLD.asked_by_id := NULL; END IF;
    IF OLD.state = 'waiting' OR OLD.state = 'ready' AND NEW.state = 'dropped' THEN
        OLD.state := NEW.state;
        OLD.content := NEW.content;
        OLD.fingerprint := NEW.fingerprint;
        OLD.worked_out_at := NEW.worked_out_at;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'an exploration is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_exploration_is_kept BEFORE UPDATE OR DELETE ON evidence_exploration
    FOR EACH ROW EXECUTE FUNCTION evidence_exploration_is_kept();
"""
# Keys, and what was signed with them.
PASSPORT = """
CREATE SEQUENCE evidence_status_index AS integer MINVALUE 0 START 0;

CREATE FUNCTION evidence_key_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a signing key is never forgotten';
    END IF;
    IF OLD.retired_at IS NULL THEN OLD.retired_at := NEW.retired_at; END IF;
    IF OLD.compromised_at IS NULL THEN OLD.compromised_at := NEW.compromised_at; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a signing key is only retired, once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_key_is_kept BEFORE UPDATE OR DELETE ON evidence_signingkey
    FOR EACH ROW EXECUTE FUNCTION evidence_key_is_kept();

CREATE FUNCTION evidence_credential_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was signed is never deleted';
    END IF;
    IF NEW.issued_by_id IS NULL THEN OLD.issued_by_id := NULL; END IF;
    IF OLD.ended_at IS NULL THEN
        OLD.ended_at := NEW.ended_at;
        OLD.ended_by_id := NEW.ended_by_id;
        OLD.why := NEW.why;
        OLD.grounds := NEW.grounds;
    END IF;
    IF NEW.ended_by_id IS NULL THEN OLD.ended_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what was signed is never changed, and ends once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_credential_is_kept BEFORE UPDATE OR DELETE ON evidence_credential
    FOR EACH ROW EXECUTE FUNCTION evidence_credential_is_kept();
"""
# Reviews of trials, for their ratings.
REVIEW = """
CREATE FUNCTION evidence_review_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a review is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a review is never changed: a later one takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_review_is_kept BEFORE UPDATE OR DELETE ON evidence_review
    FOR EACH ROW EXECUTE FUNCTION evidence_review_is_kept();
"""
# Pooled results are only ever added to, and the directory shows what they say.
POOL = """
CREATE FUNCTION evidence_pool_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a pooled result is never changed: a newer version is added';
END $$;
CREATE TRIGGER evidence_pool_is_kept BEFORE UPDATE OR DELETE ON evidence_pool
    FOR EACH ROW EXECUTE FUNCTION evidence_pool_is_kept();
CREATE TRIGGER catalogue_note_change AFTER INSERT OR TRUNCATE ON evidence_pool
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
# Evaluations by teachers; one who never answers is replaced.
EVALUATION = """
CREATE FUNCTION evidence_evaluation_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published evaluation is never deleted';
    END IF;
    IF NEW.asked_by_id IS NULL THEN OLD.asked_by_id := NULL; END IF;
    IF OLD.comment = '' THEN
        OLD.comment := NEW.comment;
        OLD.commented_at := NEW.commented_at;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published evaluation is never changed, and commented on once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_evaluation_stands BEFORE UPDATE OR DELETE ON evidence_evaluation
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION evidence_evaluation_stands();

CREATE FUNCTION evidence_sheet_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a given or replaced sheet is never deleted';
    END IF;
    IF NEW.evaluator_id IS NULL THEN OLD.evaluator_id := NULL; END IF;
    IF NEW.replaced_by_id IS NULL THEN OLD.replaced_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a given or replaced sheet is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_sheet_stands BEFORE UPDATE OR DELETE ON evidence_sheet
    FOR EACH ROW WHEN (OLD.given_at IS NOT NULL OR OLD.replaced_at IS NOT NULL)
    EXECUTE FUNCTION evidence_sheet_stands();

CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR TRUNCATE ON evidence_evaluation
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
# The library of measures.
MEASURE = """
CREATE FUNCTION evidence_measure_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published measure is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published measure is never changed: a new version takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_measure_stands BEFORE UPDATE OR DELETE ON evidence_measure
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION evidence_measure_stands();
"""
# Logic models and what readers say of them.
LOGIC = """
CREATE FUNCTION evidence_logic_model_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published logic model is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published logic model is never changed: a new version takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_logic_model_stands BEFORE UPDATE OR DELETE ON evidence_logicmodel
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)
    EXECUTE FUNCTION evidence_logic_model_stands();

CREATE FUNCTION evidence_logic_review_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a review is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a review is never changed: a later one takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_logic_review_is_kept BEFORE UPDATE OR DELETE ON evidence_logicreview
    FOR EACH ROW EXECUTE FUNCTION evidence_logic_review_is_kept();

CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR TRUNCATE ON evidence_logicmodel
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
CREATE TRIGGER catalogue_note_change AFTER INSERT OR TRUNCATE ON evidence_logicreview
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
