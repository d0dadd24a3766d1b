package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import kindred.evaluate.LeakageReport.Implication;
import kindred.evaluate.LeakageReport.Kind;
import kindred.evaluate.LeakageReport.Shares;
import kindred.graph.Triples;
import org.junit.jupiter.api.Test;

class LeakageReportTest {

    private static final List<String> TYPES = List.of("OWNS", "OWNED_BY", "HAS", "MARRIED", "SEES");

    /** Facts that are named one by one. */
    private static final class Facts {
        private final List<Integer> heads = new ArrayList<>();
        private final List<Integer> relations = new ArrayList<>();
        private final List<Integer> tails = new ArrayList<>();

        Facts add(int head, String relation, int tail) {
            heads.add(head);
            relations.add(TYPES.indexOf(relation));
            tails.add(tail);
            return this;
        }

        Triples triples() {
            return new Triples(1000, TYPES, array(heads), array(relations), array(tails), null);
        }

        private static int[] array(List<Integer> values) {
            return values.stream().mapToInt(i -> i).toArray();
        }
    }

    @Test
    void findsAnInverseRelation() {
        Facts train = new Facts();
        Facts test = new Facts();
        for (int i = 0; i < 10; i++) {
            (i < 7 ? train : test).add(i, "OWNS", 100 + i);
            train.add(100 + i, "OWNED_BY", i);
        }
        train.add(50, "OWNED_BY", 60).add(51, "OWNED_BY", 60).add(52, "OWNED_BY", 60);
        test.add(70, "OWNS", 80);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples(), 0.7);

        assertThat(report.facts()).isEqualTo(4);
        assertThat(report.repeated()).isZero();
        assertThat(report.implications())
                .containsExactly(
                        new Implication("OWNS", "OWNED_BY", Kind.INVERSE, 10, 10 / 11.0),
                        new Implication("OWNED_BY", "OWNS", Kind.INVERSE, 10, 10 / 13.0));
        assertThat(report.impliedBy()).isEqualTo(new Shares(0, 0.75, 0.75));
        assertThat(report.anyRelation()).isEqualTo(report.impliedBy());

        // OWNED_BY does not imply OWNS any more, so that nothing is given away
        LeakageReport strict = LeakageReport.of(train.triples(), test.triples());
        assertThat(strict.implications()).hasSize(1);
        assertThat(strict.impliedBy()).isEqualTo(new Shares(0, 0, 0));
        assertThat(strict.anyRelation()).isEqualTo(report.anyRelation());
    }

    @Test
    void findsADuplicateRelation() {
        Facts train = new Facts().add(1, "HAS", 2).add(3, "HAS", 4).add(5, "HAS", 6);
        for (int i = 0; i < 20; i++) {
            train.add(200 + i, "OWNS", 300 + i);
        }
        Facts test = new Facts()
                .add(1, "OWNS", 2)
                .add(3, "OWNS", 4)
                .add(5, "OWNS", 6)
                .add(6, "SEES", 5);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples());

        // each pair of HAS is one of OWNS; not the other way round. SEES meets both of them once, in the test
        assertThat(report.implications())
                .containsExactly(
                        new Implication("HAS", "OWNS", Kind.DUPLICATE, 3, 1),
                        new Implication("SEES", "HAS", Kind.INVERSE, 1, 1),
                        new Implication("SEES", "OWNS", Kind.INVERSE, 1, 1));
        assertThat(report.impliedBy()).isEqualTo(new Shares(0.75, 0, 0.75));
        assertThat(report.anyRelation()).isEqualTo(new Shares(0.75, 0.25, 1));
    }

    @Test
    void findsASymmetricRelation() {
        Facts train = new Facts();
        Facts test = new Facts();
        for (int i = 0; i < 8; i += 2) {
            train.add(i, "MARRIED", i + 1);
            (i < 6 ? train : test).add(i + 1, "MARRIED", i);
        }
        test.add(20, "MARRIED", 21);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples());

        assertThat(report.implications())
                .containsExactly(new Implication("MARRIED", "MARRIED", Kind.INVERSE, 8, 8 / 9.0));
        assertThat(report.impliedBy()).isEqualTo(new Shares(0, 0.5, 0.5));
    }

    @Test
    void doesNotTakeASelfLoopForAnInverse() {
        Facts train = new Facts().add(1, "SEES", 1).add(2, "OWNS", 2);
        Facts test = new Facts().add(3, "SEES", 3).add(2, "HAS", 2);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples());

        assertThat(report.implications())
                .containsExactly(
                        new Implication("HAS", "OWNS", Kind.DUPLICATE, 1, 1),
                        new Implication("OWNS", "HAS", Kind.DUPLICATE, 1, 1));
        assertThat(report.anyRelation()).isEqualTo(new Shares(0.5, 0, 0.5));
    }

    @Test
    void countsRepeatedFactsOnceAndNamesThoseOfTheTraining() {
        Facts train = new Facts().add(1, "OWNS", 2).add(1, "OWNS", 2).add(3, "OWNS", 4);
        Facts test = new Facts().add(1, "OWNS", 2).add(1, "OWNS", 2).add(7, "OWNS", 8);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples());

        assertThat(report).isEqualTo(new LeakageReport(2, 0.5, new Shares(0, 0, 0), new Shares(0, 0, 0), List.of()));
    }

    @Test
    void countsATestFactOnceHoweverManyFactsGiveItAway() {
        Facts train = new Facts().add(1, "OWNS", 2).add(1, "HAS", 2).add(2, "OWNED_BY", 1);
        Facts test = new Facts().add(1, "SEES", 2);

        LeakageReport report = LeakageReport.of(train.triples(), test.triples());

        assertThat(report.anyRelation()).isEqualTo(new Shares(1, 1, 1));
        assertThat(report.impliedBy()).isEqualTo(new Shares(1, 1, 1));
        assertThat(report.implications()).hasSize(12);
    }

    @Test
    void refusesWhatItCannotCompare() {
        Triples none = new Facts().triples();
        Triples one = new Facts().add(1, "OWNS", 2).triples();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageReport.of(one, none))
                .withMessage("There is no test fact, so there is nothing to give away.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageReport.of(one, one, 0))
                .withMessage("Value for `threshold` was `0.0`, but must be within the range (0.0, 1.0].");
        assertThat(LeakageReport.of(none, one).anyRelation().either()).isZero();
    }
}
