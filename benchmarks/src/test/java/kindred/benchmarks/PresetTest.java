package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kindred.catalog.Trainers;
import kindred.retrieve.Similarity;
import kindred.train.Trainer;
import org.junit.jupiter.api.Test;

class PresetTest {

    @Test
    void isAValidConfigurationOfItsTrainer() {
        for (Trainer<?, ?> trainer : Trainers.all()) {
            Preset.of(trainer.name()).forEach((name, preset) -> {
                assertThat(preset.name()).isEqualTo(name);
                assertThat(preset.description()).as(name).isNotBlank();
                assertThat(preset.protocol())
                        .as(name)
                        .isIn(
                                NodeClassificationCommand.NAME,
                                LinkPredictionCommand.NAME,
                                RecommendationCommand.NAME,
                                KnowledgeCommand.NAME);
                assertThat(new Training(trainer, preset.config()).config())
                        .as(name)
                        .containsAllEntriesOf(preset.config());
                preset.option("similarity")
                        .ifPresent(option -> assertThat(List.of(Similarity.values()))
                                .extracting(Similarity::toString)
                                .contains(option));
            });
        }
    }

    @Test
    void namesThePresetsWhereOneIsUnknown() {
        assertThatThrownBy(() -> Preset.named("facebok", "noTrainer"))
                .hasMessage("There is no preset `facebok` for `noTrainer`. It has none.");
        assertThatThrownBy(() -> Preset.named("wikipedia", "node2vec"))
                .hasMessageStartingWith("There is no preset `wikipedia` for `node2vec`. Its presets are [");
    }
}
