"""Queries that every visit makes alike: their SQL is built once in each process.

To build such a query takes Django several times as long as it takes the database to answer it.
"""

import datetime
from functools import cached_property

from django.db import connection

MARK = datetime.datetime(1948, 7, 5, tzinfo=datetime.UTC)  # stands for the moment asked about


class Prepared:
    """A QuerySet of `values_list`, asked again and again at different moments.

    `build(moment)` returns it; nothing but `moment` (an aware datetime) may make a difference.
    """

    def __init__(self, build):
        self.build = build

    def rows(self, moment):
        """The rows as they are at `moment`, as a list of tuples or lists."""
        compiler, sql, params, converters = self._built
        mark, now = map(connection.ops.adapt_datetimefield_value, (MARK, moment))
        with connection.cursor() as cursor:
            cursor.execute(sql, [now if value == mark else value for value in params])
            rows = cursor.fetchall()
        return list(compiler.apply_converters(rows, converters)) if converters else rows

    @cached_property
    def _built(self):
        compiler = self.build(MARK).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        shown = [expression for expression, _, _ in compiler.select]
        return compiler, sql, params, compiler.get_converters(shown)
