package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PopularityTest {

    @Test
    void ranksByUsersAndSkipsWhatIsKnown() {
        // item 2 has three users, item 0 two, items 1 and 3 one each
        Interactions known = Interactions.of(4, 4, new int[] {0, 1, 2, 0, 1, 2, 3}, new int[] {2, 2, 2, 0, 0, 1, 3});
        int[] lists = new int[9];
        new Popularity(known).recommend(new int[] {3, 0, 2}, 3, lists);
        assertThat(lists).containsExactly(2, 0, 1, 1, 3, -1, 0, 3, -1);
    }
}
