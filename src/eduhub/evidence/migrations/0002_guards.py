"""What is frozen, drawn, analysed or published is kept so by the database itself.

A person who erases their account is cut from these rows (their column becomes NULL): that, and
nothing else, stays possible.
"""

from django.db import migrations

PLAN = """
CREATE FUNCTION evidence_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a frozen plan is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.frozen_by_id IS NULL THEN OLD.frozen_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a frozen plan is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_is_frozen BEFORE UPDATE OR DELETE ON evidence_plan
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION evidence_plan_is_frozen();
"""
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
RESULT = """
CREATE FUNCTION evidence_result_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a result is never deleted';
    END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF OLD.published_at IS NULL THEN
        OLD.published_at := NEW.published_at;
        OLD.published_by_id := NEW.published_by_id;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a result is never changed, and never taken back';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_result_stands BEFORE UPDATE OR DELETE ON evidence_result
    FOR EACH ROW WHEN (OLD.state = 'ready') EXECUTE FUNCTION evidence_result_stands();
"""


def undone(*pairs: tuple[str, str]) -> str:
    return "".join(
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for name, table in pairs
    )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.RunSQL(PLAN, undone(("evidence_plan_is_frozen", "evidence_plan"))),
        migrations.RunSQL(
            LOT,
            undone(
                ("evidence_lot_is_drawn_once", "evidence_lot"),
                ("evidence_class_keeps_its_arm", "evidence_trialclass"),
            ),
        ),
        migrations.RunSQL(RESULT, undone(("evidence_result_stands", "evidence_result"))),
    ]
