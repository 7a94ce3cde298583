"""The frozen roll and what a ballot says are never changed and never deleted, whoever asks the database."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'frozen: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON resident_participation_seat
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_votes();
CREATE TRIGGER kept BEFORE DELETE ON resident_participation_ballot
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_votes();
CREATE TRIGGER sealed BEFORE UPDATE ON resident_participation_ballot FOR EACH ROW
    WHEN ((OLD.id, OLD.round_id, OLD.seat_id, OLD.channel, OLD.sealed, OLD.nonce, OLD.receipt, OLD.cast_at)
          IS DISTINCT FROM
          (NEW.id, NEW.round_id, NEW.seat_id, NEW.channel, NEW.sealed, NEW.nonce, NEW.receipt, NEW.cast_at))
    EXECUTE FUNCTION refuse_to_change_votes();
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON resident_participation_reading
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_votes();
"""
BACK = """
DROP TRIGGER frozen ON resident_participation_seat;
DROP TRIGGER kept ON resident_participation_ballot;
DROP TRIGGER sealed ON resident_participation_ballot;
DROP TRIGGER sealed ON resident_participation_reading;
DROP FUNCTION refuse_to_change_votes();
"""


class Migration(migrations.Migration):
    dependencies = [("resident_participation", "0003_rounds_slips_and_ballots")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
