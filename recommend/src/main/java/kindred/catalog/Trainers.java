package kindred.catalog;

import java.util.List;
import java.util.Optional;
import kindred.heterogeneous.Tadw;
import kindred.homogeneous.DeepWalk;
import kindred.homogeneous.Dngr;
import kindred.homogeneous.GraRep;
import kindred.homogeneous.Line;
import kindred.homogeneous.Node2Vec;
import kindred.homogeneous.ProNe;
import kindred.homogeneous.Sdne;
import kindred.knowledge.ComplEx;
import kindred.knowledge.DistMult;
import kindred.knowledge.RotatE;
import kindred.knowledge.TransE;
import kindred.knowledge.TwHin;
import kindred.train.Trainer;

/**
 * The ordered list of all trainers: the single registration. Procedures, contract tests, documentation and benchmarks are all
 * made from it, so a trainer that is missing here does not exist, and one that stands here has every mode and every check.
 */
public final class Trainers {

    private static final List<Trainer<?, ?>> ALL = List.of(
            new DeepWalk(),
            new Node2Vec(),
            new Line(),
            new GraRep(),
            new Sdne(),
            new Dngr(),
            new ProNe(),
            new Tadw(),
            new TransE(),
            new DistMult(),
            new ComplEx(),
            new RotatE(),
            new TwHin());

    private Trainers() {}

    /** Every trainer, in the order of the manual. */
    public static List<Trainer<?, ?>> all() {
        return ALL;
    }

    /** The trainer of this name, letter case included. */
    public static Optional<Trainer<?, ?>> named(String name) {
        return ALL.stream().filter(trainer -> trainer.name().equals(name)).findFirst();
    }
}
