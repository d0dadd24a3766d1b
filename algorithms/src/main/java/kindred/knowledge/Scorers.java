package kindred.knowledge;

import java.util.List;

/** The ordered list of all score functions. A model names the one it was trained with. */
public final class Scorers {

    private static final List<Scorer> ALL = List.of(
            new TranslationScorer(Comparison.L1),
            new TranslationScorer(Comparison.L2),
            new DistMultScorer(),
            new ComplExScorer(),
            new RotationScorer(Comparison.MODULUS),
            new RotationScorer(Comparison.L2),
            new TwhinScorer(),
            new ProductScorer());

    private Scorers() {}

    public static List<Scorer> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static Scorer named(String name) {
        return ALL.stream()
                .filter(scorer -> scorer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no score function `%s`. There are [%s]."
                        .formatted(
                                name,
                                String.join(", ", ALL.stream().map(Scorer::name).toList()))));
    }
}
