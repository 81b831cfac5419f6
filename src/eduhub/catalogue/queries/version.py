from django.db import connection


def directory_version() -> str:
    """The name of the directory as it stands; another as soon as anything it shows may differ.

    The count belongs to it: who began to write first may be done last, below the newest line.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM catalogue_change")
        count, newest = cursor.fetchone()
    return f"{count}.{newest}"
