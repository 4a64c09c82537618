"""What translating cost in a calendar month of UTC, all processes together, in the currency of the prices."""

from __future__ import annotations

from bot.model.clock import Clock
from bot.store.database import Database
from content.translate.faults import BudgetReached

_MICROS = 1_000_000
_NO_LIMIT = 2**62


class Spending:
    """Money by month."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("spending")

    async def take(self, month: str, amount: float, most: float | None) -> bool:
        """Count `amount`, unless with it more than `most` would be spent; whether it was counted."""
        allowed = _NO_LIMIT if most is None else round(most * _MICROS)
        async with self._database.single() as connection:
            taken = await self._sql.take(connection, month=month, micros=round(amount * _MICROS), most=allowed)
        return taken is not None

    async def add(self, month: str, amount: float) -> None:
        """Count what was spent beyond what was taken; less than nothing gives back."""
        async with self._database.single() as connection:
            await self._sql.add(connection, month=month, micros=round(amount * _MICROS))

    async def spent(self, month: str) -> float:
        """What the month cost so far."""
        async with self._database.single() as connection:
            micros = await self._sql.spent(connection, month=month)
        return 0.0 if micros is None else float(micros) / _MICROS


class Month:
    """The purse of a translator: what may be spent in the month that it is."""

    def __init__(self, spending: Spending, limit: float | None, clock: Clock) -> None:
        self._spending = spending
        self.limit = limit
        self._clock = clock
        self._refused = ""

    @property
    def used_up(self) -> bool:
        """Whether something was refused in this month: what is left is less than what was needed next."""
        return self._refused == self.name

    async def take(self, amount: float) -> None:
        """Set `amount` aside; raises BudgetReached where the month has not that much left."""
        if not await self._spending.take(self.name, amount, self.limit):
            self._refused = self.name
            spent = await self._spending.spent(self.name)
            raise BudgetReached(
                f"TRANSLATE_MONTHLY_LIMIT: {spent:.4g} of {self.limit:.4g} are spent in {self.name}; what is cached "
                "is used, and the rest waits for the next month or a higher limit"
            )

    async def settle(self, taken: float, spent: float) -> None:
        """Count what was spent in place of what was taken."""
        await self._spending.add(self.name, spent - taken)

    async def spent(self) -> float:
        """What this month cost so far."""
        return await self._spending.spent(self.name)

    @property
    def name(self) -> str:
        """The month that it is, as 2026-06."""
        return f"{self._clock():%Y-%m}"
