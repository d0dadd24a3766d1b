package kindred.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kindred.train.Trainer;
import org.junit.jupiter.api.Test;

class TrainersTest {

    private static final List<Path> TESTS = List.of(Path.of("src/test/java"), Path.of("../algorithms/src/test/java"));

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(Trainers.all()).extracting(Trainer::name).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void areFoundByName() {
        for (Trainer<?, ?> trainer : Trainers.all()) {
            assertThat(Trainers.named(trainer.name())).containsSame(trainer);
        }
        assertThat(Trainers.named("absent")).isEmpty();
    }

    @Test
    void haveATestEach() {
        for (Trainer<?, ?> trainer : Trainers.all()) {
            String file = trainer.getClass().getName().replace('.', '/') + "Test.java";
            assertThat(TESTS.stream().map(root -> root.resolve(file)).filter(Files::exists))
                    .as("a test of " + trainer.name() + " in " + file)
                    .isNotEmpty();
        }
    }
}
