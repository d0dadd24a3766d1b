package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import kindred.graph.Triples;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private static final int[][] FACTS = {{0, 0, 1}, {0, 0, 2}, {3, 0, 1}, {0, 1, 1}, {0, 0, 3}};
    private static final int MANY = Integer.MAX_VALUE;

    /** Such as {@code (0 R1 ?) 1 2}, or {@code (? R1 2) 0 3}; inverse relations come after the others. */
    private static List<String> spelled(Questions questions) {
        List<String> all = new ArrayList<>();
        for (int question = 0; question < questions.count(); question++) {
            String asked = questions.isAboutHead(question)
                    ? "(? R%d %d)".formatted(questions.relation(question), questions.node(question))
                    : "(%d R%d ?)".formatted(questions.node(question), questions.relation(question));
            StringJoiner answers = new StringJoiner(" ");
            for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
                answers.add(
                        questions.weight(i) == 1
                                ? "" + questions.answer(i)
                                : questions.answer(i) + "*" + questions.weight(i));
            }
            all.add(asked + " " + answers);
        }
        return all;
    }

    private static Triples facts(float... weights) {
        return TinyKnowledge.facts(4, 2, weights.length == 0 ? null : weights, FACTS);
    }

    @Test
    void bringTogetherFactsThatAskTheSame() {
        Questions questions = new Questions(facts(), false, MANY);

        assertThat(spelled(questions))
                .containsExactly(
                        "(0 R0 ?) 1 2 3",
                        "(3 R0 ?) 1",
                        "(0 R1 ?) 1",
                        "(? R0 1) 0 3",
                        "(? R0 2) 0",
                        "(? R0 3) 0",
                        "(? R1 1) 0");
        assertThat(questions.nodeCount()).isEqualTo(4);
    }

    @Test
    void askForHeadsByInverseRelations() {
        assertThat(spelled(new Questions(facts(), true, MANY)))
                .containsExactly(
                        "(0 R0 ?) 1 2 3",
                        "(3 R0 ?) 1",
                        "(0 R1 ?) 1",
                        "(1 R2 ?) 0 3",
                        "(2 R2 ?) 0",
                        "(3 R2 ?) 0",
                        "(1 R3 ?) 0");
    }

    @Test
    void areAskedSeveralTimesWhereAnswersAreMany() {
        assertThat(spelled(new Questions(facts(), true, 2)))
                .startsWith("(0 R0 ?) 1 2", "(0 R0 ?) 3", "(3 R0 ?) 1")
                .hasSize(8);
        assertThat(spelled(new Questions(facts(), true, 1))).hasSize(10);
    }

    @Test
    void carryTheWeightsOfFacts() {
        assertThat(spelled(new Questions(facts(1, 2, 3, 4, 5), false, MANY)))
                .contains("(0 R0 ?) 1 2*2.0 3*5.0", "(? R0 1) 0 3*3.0", "(? R1 1) 0*4.0");
    }

    @Test
    void areNoneWhereThereIsNoFact() {
        assertThat(new Questions(TinyKnowledge.facts(4, 2, null), true, MANY).count())
                .isZero();
    }
}
