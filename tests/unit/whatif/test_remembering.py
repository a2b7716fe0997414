"""An evaluator that remembers says what the one it asks says, whatever it was asked before."""

from hypothesis import given
from hypothesis import strategies as st

from directives import strategies
from directives.space import Arrays
from directives.whatif.remembering import Remembering

from .changing import REMARKS, few


def likenesses(policy, topic):
    """States of which some differ in readings alone, so that what was remembered could be mistaken for the other."""
    readings = st.fixed_dictionaries(
        {name: st.sampled_from(list(one.domain)[:4]) for name, one in policy.readings.items()}
    )
    state = strategies.states(policy, topic)
    return st.tuples(state, st.lists(readings, max_size=4)).map(
        lambda drawn: [drawn[0], *({**drawn[0], **one} for one in drawn[1])]
    )


@few
@given(st.one_of(st.just(REMARKS), strategies.policies()), st.data())
def test_it_says_what_the_other_says(policy, data):
    remembering, arrays = Remembering(policy, Arrays(policy)), Arrays(policy)
    for topic in policy.topics:
        for state in data.draw(likenesses(policy, topic)):
            assert remembering.evaluate(topic, state) == arrays.evaluate(topic, state)
