package kindred.homogeneous;

import java.util.HashMap;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.graph.Projection;
import kindred.model.Model;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * A trainer with values that suit small graphs.
 *
 * @param small values in place of the trainer's defaults, where a test gives none
 */
record SmallTraining<C extends Record, M extends Model>(Trainer<C, M> trainer, Map<String, Object> small) {

    C config(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(small);
        all.putAll(values);
        return ConfigReader.read(trainer.defaults(), all);
    }

    M train(Projection graph, Map<String, Object> values, long seed, int concurrency) {
        try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
            return trainer.train(graph, config(values), run);
        }
    }
}
