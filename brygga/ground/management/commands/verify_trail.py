"""Verifies the chain of each municipality's trail. Ends with 1 and names the first broken link if one is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from brygga.ground.verifying import Broken, municipalities, overdue, verify


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", type=int, help="SCB code, for instance 1283; without it, all")
        parser.add_argument("--head", default="", help="a seal noted earlier, which must be in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["municipality"]
        if options["head"] and not chosen:
            raise CommandError("--head is of one chain: say which with --municipality.")
        faults = self._faults([chosen] if chosen else municipalities(), options["head"])
        late = overdue()
        if late:
            self.stderr.write(f"{late} events are not sealed yet. Is `manage.py work` running?")
        if faults:
            raise CommandError("\n".join(faults), returncode=1)

    def _faults(self, codes: list[int], head: str) -> list[str]:
        faults = []
        for code in codes:
            try:
                chain = verify(code, head)
            except Broken as broken:
                faults.append(str(broken))
            else:
                self.stdout.write(
                    f"{code}: {chain.events} events in {chain.batches} batches hold; {chain.head}"
                )
        return faults
