"""The chain rehearsed on real feeds with a model that slips: a wrong number does not reach a reader unmarked."""

from pathlib import Path

from content.publishing.piece import Fate
from tests.content.translate.rehearsal import PIECES, rehearse
from tests.kit.samples import UPSTREAM, needs


@needs(UPSTREAM)
async def test_what_a_clumsy_model_does_wrong_is_mended_or_held_and_all_of_it_is_accounted_for(tmp_path: Path) -> None:
    told = await rehearse(tmp_path, PIECES[1:])
    for slip, made in told.slips.items():
        became = (told.refused, told.mended, told.held, told.remarked, told.missed)
        assert sum(each[slip] for each in became) == made
    assert sum(told.slips.values()) >= 2
    assert told.missed["a number turned into another"] == 0
    assert set(told.fates.values()) <= {Fate.PUBLISHED, Fate.HELD}
    assert told.withheld >= sum(told.held.values())
