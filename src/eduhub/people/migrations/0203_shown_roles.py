"""By which role somebody without a name is shown: kept by the database, whoever writes a role."""

from django.db import migrations, models

KEPT = """
CREATE FUNCTION people_role_is_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.shown_role := (
        SELECT jsonb_build_object('role', held.role, 'at', place.name)
        FROM people_membership held
        JOIN people_organisation place ON place.id = held.organisation_id
        WHERE held.user_id = NEW.id AND place.state = 'approved'
        ORDER BY held.until DESC NULLS FIRST, held.since, held.id
        LIMIT 1
    );
    RETURN NEW;
END $$;
CREATE TRIGGER people_role_is_shown BEFORE INSERT OR UPDATE ON people_user
    FOR EACH ROW EXECUTE FUNCTION people_role_is_shown();

CREATE FUNCTION people_role_has_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_user SET shown_role = NULL WHERE id IN (OLD.user_id, NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER people_role_has_changed AFTER INSERT OR UPDATE OR DELETE ON people_membership
    FOR EACH ROW EXECUTE FUNCTION people_role_has_changed();

CREATE FUNCTION people_place_has_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_user SET shown_role = NULL
    WHERE id IN (SELECT user_id FROM people_membership WHERE organisation_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER people_place_has_changed AFTER UPDATE OF name, state ON people_organisation
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.state <> NEW.state)
    EXECUTE FUNCTION people_place_has_changed();

UPDATE people_user SET shown_role = NULL;  -- each row is given what the trigger finds
"""
FREED = """
DROP TRIGGER people_place_has_changed ON people_organisation;
DROP FUNCTION people_place_has_changed();
DROP TRIGGER people_role_has_changed ON people_membership;
DROP FUNCTION people_role_has_changed();
DROP TRIGGER people_role_is_shown ON people_user;
DROP FUNCTION people_role_is_shown();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0202_districts")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="shown_role",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.RunSQL(KEPT, FREED),
    ]
