from django.core.management.base import BaseCommand, CommandError

from reimbursement.rates import money
from reimbursement.reconciling import differences, totals


class Command(BaseCommand):
    help = "Prove that claims, ledger, batches and exported files agree; fails where they do not."

    def handle(self, **options):
        found = 0
        for sentence in differences():
            self.stdout.write(sentence)
            found += 1
        for kind, pounds in totals().items():
            self.stdout.write(f"{kind}: {money(pounds)}")
        if found:
            raise CommandError("The accounts do not agree: see above.")
        self.stdout.write("Everything agrees.")
