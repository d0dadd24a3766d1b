package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InteractionsTest {

    private final Interactions some = Interactions.of(3, 4, new int[] {2, 0, 2, 2, 0}, new int[] {3, 1, 0, 3, 0});

    @Test
    void countsEachPairOnce() {
        assertThat(some.count()).isEqualTo(4);
        assertThat(some.items(0)).containsExactly(0, 1);
        assertThat(some.items(1)).isEmpty();
        assertThat(some.items(2)).containsExactly(0, 3);
        assertThat(some.count(2)).isEqualTo(2);
        assertThat(some.popularity()).containsExactly(2, 1, 0, 1);
    }

    @Test
    void knowsWhatItContains() {
        assertThat(some.contains(2, 3)).isTrue();
        assertThat(some.contains(2, 1)).isFalse();
        assertThat(some.contains(1, 0)).isFalse();
    }

    @Test
    void subtractsPairs() {
        Interactions less = some.without(Interactions.of(3, 4, new int[] {2, 1}, new int[] {3, 2}));
        assertThat(less.items(0)).containsExactly(0, 1);
        assertThat(less.items(2)).containsExactly(0);
        assertThat(less.count()).isEqualTo(3);
    }

    @Test
    void keepsThePairsOfSomeUsers() {
        Interactions kept = some.ofUsers(user -> user != 0);
        assertThat(kept.userCount()).isEqualTo(3);
        assertThat(kept.items(0)).isEmpty();
        assertThat(kept.items(2)).containsExactly(0, 3);
        assertThat(kept.count()).isEqualTo(2);
    }

    @Test
    void refusesPairsOutOfRange() {
        assertThatThrownBy(() -> Interactions.of(3, 4, new int[] {0}, new int[] {4}))
                .hasMessage("The pair of user 0 and item 4 is outside of 3 users and 4 items.");
    }
}
